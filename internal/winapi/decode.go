package winapi

import (
	"fmt"
	"strings"
)

// A decoder reads the data files: one JSON object a line, without white space and without escapes in strings. It exists
// because encoding/json needs 16 ms for what every run of a linter must wait for, and this one. The tests check that
// encoding/json reads the same.
type decoder struct {
	file string
	s    string
	i    int
	// The data repeats a few hundred different class and role sets; facts share them.
	classes map[string]map[Class]string
	roles   map[string]map[Role]int
}

// lines calls f with the decoder at the start of every line. f must consume the line's object.
func (d *decoder) lines(file, text string, f func()) {
	d.file, d.s, d.i = file, text, 0
	for d.i < len(d.s) {
		f()
		d.expect('\n')
	}
}

func (d *decoder) fail(want string) {
	line := 1 + strings.Count(d.s[:d.i], "\n")
	panic(fmt.Sprintf("%s:%d: want %s", d.file, line, want))
}

func (d *decoder) expect(b byte) {
	if d.i >= len(d.s) || d.s[d.i] != b {
		d.fail(fmt.Sprintf("%q", b))
	}
	d.i++
}

func (d *decoder) at(b byte) bool { return d.i < len(d.s) && d.s[d.i] == b }

// object calls field for every key; field must consume the value.
func (d *decoder) object(field func(key string)) {
	d.expect('{')
	for first := true; !d.at('}'); first = false {
		if !first {
			d.expect(',')
		}
		key := d.text()
		d.expect(':')
		field(key)
	}
	d.i++
}

func (d *decoder) text() string {
	d.expect('"')
	n := strings.IndexByte(d.s[d.i:], '"')
	if n < 0 {
		d.fail("closing quote")
	}
	s := d.s[d.i : d.i+n]
	if strings.IndexByte(s, '\\') >= 0 {
		d.fail("text without escapes")
	}
	d.i += n + 1
	return s
}

func (d *decoder) texts() []string {
	var list []string
	d.expect('[')
	for !d.at(']') {
		if len(list) > 0 {
			d.expect(',')
		}
		list = append(list, d.text())
	}
	d.i++
	return list
}

func (d *decoder) number() int {
	neg := d.at('-')
	if neg {
		d.i++
	}
	n, start := 0, d.i
	for d.i < len(d.s) && '0' <= d.s[d.i] && d.s[d.i] <= '9' {
		n = n*10 + int(d.s[d.i]-'0')
		d.i++
	}
	if d.i == start {
		d.fail("number")
	}
	if neg {
		return -n
	}
	return n
}

func (d *decoder) boolean() bool {
	for _, word := range []string{"true", "false"} {
		if strings.HasPrefix(d.s[d.i:], word) {
			d.i += len(word)
			return word == "true"
		}
	}
	d.fail("boolean")
	return false
}

// raw returns the text of the flat object at d.
func (d *decoder) raw() string {
	n := strings.IndexByte(d.s[d.i:], '}')
	if n < 0 {
		d.fail("}")
	}
	return d.s[d.i : d.i+n+1]
}

func (d *decoder) classSet() map[Class]string {
	raw := d.raw()
	m, ok := d.classes[raw]
	if ok {
		d.i += len(raw)
		return m
	}
	m = make(map[Class]string)
	d.object(func(key string) { m[Class(key)] = d.text() })
	d.classes[raw] = m
	return m
}

func (d *decoder) roleSet() map[Role]int {
	raw := d.raw()
	m, ok := d.roles[raw]
	if ok {
		d.i += len(raw)
		return m
	}
	m = make(map[Role]int)
	d.object(func(key string) { m[Role(key)] = d.number() })
	d.roles[raw] = m
	return m
}

// A record is one line of data/win32.jsonl or data/go/*.jsonl. Its keys are the names of [Func]'s fields in lower case,
// and:
//
//	forms   "AW": two functions, name+"A" and name+"W"
//	pkg     the import path of a Go name; name is then a selector: F, T.Field, (T).M, (*T).M, or "." for the import itself
//	params  absent for what is not callable, -1 where unknown
//	doc     relative to docRoot
//
// What stands for a Win32 function inherits is, family and doc, but has roles of its own: they are positions in the Go
// callable.
type record struct {
	Func
	forms string // "AW": two functions, with these suffixes
}

func (d *decoder) record() record {
	r := record{Func: Func{Params: -1}}
	d.object(func(key string) {
		switch key {
		case "pkg":
			r.Pkg = d.text()
		case "name":
			r.Name = d.text()
		case "forms":
			r.forms = d.text()
		case "family":
			r.Family = d.text()
		case "dll":
			r.DLL = d.text()
		case "stands":
			r.Stands = d.text()
		case "is":
			r.Is = d.classSet()
		case "roles":
			r.Roles = d.roleSet()
		case "params":
			r.Params = d.number()
		case "variadic":
			r.Variadic = d.boolean()
		case "fixed":
			r.Fixed = make(map[Role]string)
			d.object(func(key string) { r.Fixed[Role(key)] = d.text() })
		case "methods":
			r.Methods = d.texts()
		case "result":
			r.Result = d.number()
		case "doc":
			r.Doc = docRoot + d.text()
		default:
			d.fail("known key, not " + key)
		}
	})
	return r
}
