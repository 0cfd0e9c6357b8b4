package summary_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A summary travels as a fact of go/analysis: what is decoded is what was encoded, but for positions in a file set.
func TestRoundTrip(t *testing.T) {
	var want summary.Package
	fill(reflect.ValueOf(&want).Elem(), 0)
	for _, f := range want.Funcs {
		require.NotEmpty(t, f.Sites[0].Steps[0].At.Where.Filename, "everything is filled in")
	}

	var got summary.Package
	require.NoError(t, gob.NewDecoder(bytes.NewReader(encode(t, &want))).Decode(&got))
	assert.Equal(t, want, got)

	var empty summary.Package
	require.NoError(t, gob.NewDecoder(bytes.NewReader(encode(t, &summary.Package{}))).Decode(&empty))
	assert.Equal(t, summary.Package{}, empty)
}

// An alternative that is the empty text is still an alternative.
func TestRoundTripEmptyText(t *testing.T) {
	want := summary.Package{Stored: map[string]names.Values{"p.v": {{}, {{Kind: names.Known, Text: "x"}}}}}
	var got summary.Package
	require.NoError(t, gob.NewDecoder(bytes.NewReader(encode(t, &want))).Decode(&got))
	require.Len(t, got.Stored["p.v"], 2)
	assert.Empty(t, got.Stored["p.v"][0])
}

// Equal summaries are equal facts, byte for byte: the go command and the driver's cache compare them.
func TestDeterministic(t *testing.T) {
	p := typical(40)
	want := encode(t, p)
	for range 10 {
		require.Equal(t, want, encode(t, p))
	}
}

// go vet writes the facts of all dependencies into the fact file of each package, so they must stay small.
func TestSize(t *testing.T) {
	const (
		funcs  = 100 // a package of some 3,000 lines
		budget = 20 << 10
	)
	size := len(encode(t, typical(funcs)))
	t.Logf("%d bytes a package, %d a function", size, size/funcs)
	assert.LessOrEqual(t, size, budget)
}

// A cache may be damaged, and a fact may come from another version of the command.
func TestDamaged(t *testing.T) {
	data, err := typical(4).GobEncode()
	require.NoError(t, err)
	for n := range data {
		assert.Error(t, new(summary.Package).GobDecode(data[:n]), "cut at %d", n)
	}
	assert.Error(t, new(summary.Package).GobDecode(append(data[:len(data):len(data)], 0)))
	for n := range data {
		for _, b := range []byte{0, 1, 0x7f, 0xff} {
			changed := bytes.Clone(data)
			changed[n] = b
			assert.NotPanics(t, func() { _ = new(summary.Package).GobDecode(changed) })
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	p := typical(100)
	for b.Loop() {
		encode(b, p)
	}
}

func BenchmarkDecode(b *testing.B) {
	data := encode(b, typical(100))
	for b.Loop() {
		var p summary.Package
		require.NoError(b, gob.NewDecoder(bytes.NewReader(data)).Decode(&p))
	}
}

func encode(t testing.TB, p *summary.Package) []byte {
	t.Helper()
	var buf bytes.Buffer
	require.NoError(t, gob.NewEncoder(&buf).Encode(p))
	return buf.Bytes()
}

// fill sets every exported field below v to something that is not its zero value.
func fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fill(f, depth+1)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), depth+1)
		fill(v.Index(1), depth+1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, depth+1)
		fill(elem, depth+1)
		v.SetMapIndex(key, elem)
	case reflect.String:
		v.SetString(fmt.Sprint("text ", depth))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(depth))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		v.SetUint(uint64(depth))
	default:
		panic("cannot be encoded: " + v.Type().String())
	}
}

// typical makes the summary of a package as they are: functions of a few blocks and calls, in several files, of which
// some use the catalogue.
func typical(funcs int) *summary.Package {
	const path = "example.com/vendor/product/internal/transport"
	p := &summary.Package{
		Path: path, Name: "transport", Funcs: map[string]*summary.Func{},
		Imports: []string{"context", "errors", "example.com/vendor/product/internal/log", "fmt", "net", "os", "strings", "sync", "time"},
	}
	id := func(i int) string {
		if i%2 == 0 {
			return fmt.Sprintf("(*%s.connection).handle%d", path, i)
		}
		return fmt.Sprintf("%s.newListener%d", path, i)
	}
	for i := range funcs {
		line := 20
		at := func() summary.Place {
			line += 3
			return summary.Place{Where: token.Position{
				Filename: fmt.Sprintf("/home/user/go/src/example.com/vendor/product/internal/transport/listener%d_windows.go", i%8),
				Offset:   line * 40, Line: line, Column: 9,
			}}
		}
		f := &summary.Func{ID: id(i), At: at(), Open: i%3 == 0, Blocks: []summary.Block{{Idom: -1}}}
		for b := range 7 {
			f.Blocks = append(f.Blocks, summary.Block{Idom: b / 2})
		}
		for c := range 5 {
			f.Calls = append(f.Calls, summary.Call{Callees: []string{id((i*7 + c) % funcs)}, Block: c, At: at(), Go: c == 4})
		}
		if i%10 == 0 {
			f.Sites = []*summary.Site{{
				Name: "CreateMutexW", Block: 2, At: at(),
				Values: map[winapi.Role]names.Values{
					"name": {{{Kind: names.Known, Text: `Global\Product-`}, {Kind: names.Param, Func: f.ID}}},
				},
				Steps: []summary.Step{{At: at(), Message: "calls CreateMutex"}},
			}}
		}
		p.Funcs[f.ID] = f
	}
	return p
}

// Whoever reads the values of some roles and where things stand finds the same in two packages that are alike.
func TestAlike(t *testing.T) {
	const id = "(*example.com/vendor/product/internal/transport.connection).handle0"
	for name, test := range map[string]struct {
		change func(*summary.Func)
		alike  bool
	}{
		"nothing":         {func(*summary.Func) {}, true},
		"an offset":       {func(f *summary.Func) { f.Calls[0].At.Where.Offset++ }, true},
		"a column":        {func(f *summary.Func) { f.Calls[0].At.Where.Column++ }, false},
		"another value":   {func(f *summary.Func) { f.Sites[0].Values["name"] = names.Lit("other") }, true},
		"one more value":  {func(f *summary.Func) { f.Sites[0].Values["security"] = names.Lit("other") }, true},
		"a value asked":   {func(f *summary.Func) { f.Sites[0].Values["handler"] = names.Lit("other") }, false},
		"a call":          {func(f *summary.Func) { f.Calls[0].Callees = []string{"main.other"} }, false},
		"a test":          {func(f *summary.Func) { f.Blocks[1].Guards = []summary.Guard{{Kind: summary.IsService}} }, false},
		"where it can go": {func(f *summary.Func) { f.Blocks[1].Hangs = true }, false},
	} {
		t.Run(name, func(t *testing.T) {
			p, q := typical(3), typical(3)
			require.Contains(t, q.Funcs, id)
			for _, s := range []*summary.Package{p, q} {
				s.Funcs[id].Sites = []*summary.Site{{Name: "CreateMutexW", Values: map[winapi.Role]names.Values{
					"name": names.Lit("one"), "handler": names.Lit("one"),
				}}}
			}
			test.change(q.Funcs[id])
			assert.Equal(t, test.alike, p.Alike(q, "handler"))
			assert.Equal(t, test.alike, q.Alike(p, "handler"))
		})
	}
}
