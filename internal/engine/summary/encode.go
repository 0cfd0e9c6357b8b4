package summary

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"go/token"
	"hash/fnv"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/winapi"
)

// Package encodes itself, for gob and for caches. Gob alone would write maps in random order, so that a package's fact
// would differ from run to run and the go command would analyse its importers anew; and it would write the name of a file
// at each of its places.

// GobEncode returns the same bytes for equal packages.
func (p *Package) GobEncode() ([]byte, error) {
	e := encoder{seen: map[string]uint64{}}
	e.out = binary.LittleEndian.AppendUint64(e.out, layout())
	e.value(reflect.ValueOf(p).Elem())
	return e.out, nil
}

// Alike reports whether p and q say the same of the same lines and columns, but for the values in other roles than these. How long
// the lines before are does not matter.
func (p *Package) Alike(q *Package, roles ...winapi.Role) bool {
	var said [2][]byte
	for i, s := range []*Package{p, q} {
		e := encoder{seen: map[string]uint64{}, partly: true, roles: roles}
		e.value(reflect.ValueOf(s).Elem())
		said[i] = e.out
	}
	return bytes.Equal(said[0], said[1])
}

// GobDecode replaces p by what data holds. Data of another version of the types is an error.
func (p *Package) GobDecode(data []byte) error {
	if len(data) < 8 || binary.LittleEndian.Uint64(data) != layout() {
		return errors.New("a summary of another version")
	}
	*p = Package{}
	d := decoder{in: data[8:]}
	d.value(reflect.ValueOf(p).Elem())
	if d.bad || len(d.in) > 0 {
		return errors.New("a damaged summary")
	}
	return nil
}

// layout tells one version of the types from another.
var layout = sync.OnceValue(func() uint64 {
	h := fnv.New64a()
	var describe func(reflect.Type)
	describe = func(t reflect.Type) {
		fmt.Fprintf(h, "%s %s;", t, t.Kind())
		switch t.Kind() {
		case reflect.Struct:
			for _, f := range fields(t) {
				fmt.Fprintf(h, "%s ", t.Field(f).Name)
				describe(t.Field(f).Type)
			}
		case reflect.Map:
			describe(t.Key())
			describe(t.Elem())
		case reflect.Slice, reflect.Pointer:
			describe(t.Elem())
		}
	}
	describe(reflect.TypeFor[Package]())
	return h.Sum64()
})

// fields returns the indices of the exported fields of a struct type.
func fields(t reflect.Type) []int {
	if f, ok := fieldsOf.Load(t); ok {
		return f.([]int)
	}
	var list []int
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			list = append(list, i)
		}
	}
	fieldsOf.Store(t, list)
	return list
}

var fieldsOf sync.Map // reflect.Type to []int

// An encoder writes numbers as variable-length integers, a text that was written before as a number, maps by their keys,
// and nil as empty.
type encoder struct {
	out    []byte
	seen   map[string]uint64
	partly bool // leaves out offsets in files and the values that are not in roles
	roles  []winapi.Role
}

func (e *encoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if e.partly && v.Type() == reflect.TypeFor[token.Position]() {
			at := v.Interface().(token.Position)
			at.Offset = 0
			v = reflect.ValueOf(at)
		}
		for _, i := range fields(v.Type()) {
			e.value(v.Field(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			e.out = append(e.out, 0)
			return
		}
		e.out = append(e.out, 1)
		e.value(v.Elem())
	case reflect.Slice:
		e.out = binary.AppendUvarint(e.out, uint64(v.Len()))
		for i := range v.Len() {
			e.value(v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		if e.partly && v.Type().Key() == reflect.TypeFor[winapi.Role]() {
			keys = slices.DeleteFunc(keys, func(k reflect.Value) bool { return !slices.Contains(e.roles, winapi.Role(k.String())) })
		}
		e.out = binary.AppendUvarint(e.out, uint64(len(keys)))
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			e.value(k)
			e.value(v.MapIndex(k))
		}
	case reflect.String:
		e.text(v.String())
	case reflect.Bool:
		b := byte(0)
		if v.Bool() {
			b = 1
		}
		e.out = append(e.out, b)
	case reflect.Int, reflect.Int64:
		e.out = binary.AppendVarint(e.out, v.Int())
	case reflect.Uint8:
		e.out = append(e.out, byte(v.Uint()))
	default:
		panic("summary holds a " + v.Type().String()) // the round trip of the test meets every type
	}
}

// text writes 0 and the text, or its number.
func (e *encoder) text(s string) {
	if n, ok := e.seen[s]; ok {
		e.out = binary.AppendUvarint(e.out, n)
		return
	}
	e.seen[s] = uint64(len(e.seen) + 1)
	e.out = binary.AppendUvarint(e.out, 0)
	e.out = binary.AppendUvarint(e.out, uint64(len(s)))
	e.out = append(e.out, s...)
}

type decoder struct {
	in   []byte
	seen []string
	bad  bool
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, i := range fields(v.Type()) {
			d.value(v.Field(i))
		}
	case reflect.Pointer:
		if d.byte() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem())
		}
	case reflect.Slice:
		n := d.length()
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			d.value(v.Index(i))
		}
	case reflect.Map:
		n := d.length()
		if n == 0 {
			return
		}
		v.Set(reflect.MakeMapWithSize(v.Type(), n))
		for range n {
			key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			d.value(key)
			d.value(elem)
			v.SetMapIndex(key, elem)
		}
	case reflect.String:
		v.SetString(d.text())
	case reflect.Bool:
		v.SetBool(d.byte() == 1)
	case reflect.Int, reflect.Int64:
		n, size := binary.Varint(d.in)
		if d.take(size) {
			v.SetInt(n)
		}
	case reflect.Uint8:
		v.SetUint(uint64(d.byte()))
	}
}

func (d *decoder) text() string {
	if n := d.uvarint(); n > 0 {
		if n > uint64(len(d.seen)) {
			d.fail()
			return ""
		}
		return d.seen[n-1]
	}
	n := d.length()
	s := string(d.in[:n])
	d.in = d.in[n:]
	d.seen = append(d.seen, s)
	return s
}

// length reads the number of elements of something, each of which takes at least a byte.
func (d *decoder) length() int {
	n := d.uvarint()
	if n > uint64(len(d.in)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) uvarint() uint64 {
	n, size := binary.Uvarint(d.in)
	if !d.take(size) {
		return 0
	}
	return n
}

func (d *decoder) byte() byte {
	if len(d.in) == 0 {
		d.fail()
		return 0
	}
	b := d.in[0]
	d.in = d.in[1:]
	return b
}

// take steps over a number of the given size, which is not positive if there was none.
func (d *decoder) take(size int) bool {
	if size <= 0 {
		d.fail()
		return false
	}
	d.in = d.in[size:]
	return true
}

// fail gives up: there is nothing more to read, and what is read nevertheless is zero.
func (d *decoder) fail() { d.in, d.bad = nil, true }
