package winapi

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A line is a record as encoding/json reads it.
type line struct {
	Pkg      string           `json:"pkg"`
	Name     string           `json:"name"`
	Forms    string           `json:"forms"`
	Family   string           `json:"family"`
	DLL      string           `json:"dll"`
	Stands   string           `json:"stands"`
	Is       map[Class]string `json:"is"`
	Roles    map[Role]int     `json:"roles"`
	Params   *int             `json:"params"`
	Variadic bool             `json:"variadic"`
	Fixed    map[Role]string  `json:"fixed"`
	Methods  []string         `json:"methods"`
	Result   int              `json:"result"`
	Doc      string           `json:"doc"`
}

func readLines(t *testing.T, file string) []line {
	t.Helper()
	text, err := fs.ReadFile(data, file)
	require.NoError(t, err)
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	var lines []line
	for {
		var l line
		err := dec.Decode(&l)
		if err == io.EOF {
			return lines
		}
		require.NoError(t, err, "%s: entry %d", file, len(lines)+1)
		lines = append(lines, l)
	}
}

func callableFiles(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(data, "data/go/*.jsonl")
	require.NoError(t, err)
	return append(files, "data/win32.jsonl")
}

func TestFilesSorted(t *testing.T) {
	err := fs.WalkDir(data, "data", func(file string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		if e.IsDir() {
			return nil
		}
		text, err := fs.ReadFile(data, file)
		require.NoError(t, err)
		var last string
		for i, l := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			var key struct{ Pkg, Name string }
			require.NoError(t, json.Unmarshal([]byte(l), &key), "%s:%d", file, i+1)
			k := key.Pkg + "\x00" + key.Name
			assert.Less(t, last, k, "%s:%d is out of order or twice there", file, i+1)
			last = k
			var compact bytes.Buffer
			require.NoError(t, json.Compact(&compact, []byte(l)))
			assert.Equal(t, compact.String(), l, "%s:%d", file, i+1)
		}
		return nil
	})
	require.NoError(t, err)
}

func TestVocabulary(t *testing.T) {
	for _, file := range callableFiles(t) {
		for _, l := range readLines(t, file) {
			name := l.Pkg + " " + l.Name
			for c, kind := range l.Is {
				assert.Contains(t, Kinds(c), kind, "%s: class %s", name, c)
			}
			for r, pos := range l.Roles {
				assert.Contains(t, roles, r, name)
				switch {
				case pos == Receiver:
					assert.True(t, strings.HasPrefix(l.Name, "("), "%s: role %s is the receiver of no method", name, r)
				case assert.NotNil(t, l.Params, "%s: role %s of what has no parameters", name, r) && *l.Params >= 0:
					assert.Less(t, pos, *l.Params, "%s: role %s", name, r)
				}
			}
			for r := range l.Fixed {
				assert.Contains(t, roles, r, name)
			}
			if l.Variadic {
				assert.NotNil(t, l.Params, name)
			}
			if l.Stands == "" {
				assert.NotEmpty(t, l.Is, "%s means nothing", name)
			} else {
				assert.NotNil(t, Default().Win32(l.Stands), "%s stands for an unknown function", name)
			}
			if file == "data/win32.jsonl" {
				assert.NotEmpty(t, l.DLL, name)
				assert.NotEmpty(t, l.Is, name)
				assert.Empty(t, l.Pkg, name)
				assert.Contains(t, []string{"", "A", "W", "AW"}, l.Forms, name)
			} else {
				assert.NotEmpty(t, l.Pkg, name)
			}
		}
	}
	for _, lines := range Default().commands {
		for _, l := range lines {
			assert.NotEmpty(t, l.fact.Is, l.fact.Name)
			for c, kind := range l.fact.Is {
				assert.Contains(t, Kinds(c), kind, "%s: class %s", l.fact.Name, c)
			}
		}
	}
	for _, p := range Default().wmi {
		assert.NotEmpty(t, p.fact.Is, p.fact.Name)
		assert.NotEmpty(t, p.name, p.fact.Name)
		for c, kind := range p.fact.Is {
			assert.Contains(t, Kinds(c), kind, "%s: class %s", p.fact.Name, c)
		}
	}
	for c, ks := range kinds {
		assert.True(t, slices.IsSorted(ks), "kinds of %s", c)
		assert.Equal(t, len(ks), len(slices.Compact(slices.Clone(ks))), "kinds of %s", c)
	}
	assert.True(t, slices.IsSorted(roles))
}

// The decoder reads what encoding/json reads.
func TestDecoder(t *testing.T) {
	for _, file := range callableFiles(t) {
		want := readLines(t, file)
		text, err := fs.ReadFile(data, file)
		require.NoError(t, err)
		d := &decoder{classes: make(map[string]map[Class]string), roles: make(map[string]map[Role]int)}
		var got []line
		d.lines(file, string(text), func() {
			r := d.record()
			l := line{
				Pkg: r.Pkg, Name: r.Name, Forms: r.forms, Family: r.Family, DLL: r.DLL, Stands: r.Stands, Is: r.Is,
				Roles: r.Roles, Variadic: r.Variadic, Fixed: r.Fixed, Methods: r.Methods, Result: r.Result,
				Doc: strings.TrimPrefix(r.Doc, docRoot),
			}
			if w := want[len(got)].Params; w != nil {
				assert.Equal(t, *w, r.Params, r.Name)
				l.Params = w
			} else {
				assert.Equal(t, -1, r.Params, r.Name)
			}
			got = append(got, l)
		})
		assert.Equal(t, want, got, file)
	}
}

func TestDecoderRejects(t *testing.T) {
	for _, text := range []string{
		`{"name":"a"`, `{"name":"a\"b"}` + "\n", `{"nome":"a"}` + "\n", `{"params":x}` + "\n", `{"name":"a"}x`, `{"variadic":1}` + "\n",
	} {
		d := &decoder{classes: make(map[string]map[Class]string), roles: make(map[string]map[Role]int)}
		assert.Panics(t, func() { d.lines("x", text, func() { d.record() }) }, text)
	}
}

// What the other files name exists.
func TestReferences(t *testing.T) {
	c := Default()
	flat := func(file string) (rows []map[string]any) {
		text, err := fs.ReadFile(data, file)
		require.NoError(t, err)
		for l := range strings.Lines(string(text)) {
			var m map[string]any
			require.NoError(t, json.Unmarshal([]byte(l), &m), file)
			rows = append(rows, m)
		}
		return rows
	}
	var modules []string
	for _, m := range flat("data/modules.jsonl") {
		modules = append(modules, m["name"].(string))
	}
	aliases := make(map[string]bool)
	for _, m := range flat("data/aliases.jsonl") {
		assert.True(t, c.Package(m["same"].(string)), "alias %s of an unknown package", m["name"])
		aliases[m["name"].(string)] = true
	}
	for _, p := range c.Packages() {
		if first, _, _ := strings.Cut(p, "/"); !strings.Contains(first, ".") || aliases[p] {
			continue
		}
		assert.True(t, slices.ContainsFunc(modules, func(m string) bool {
			return p == m || strings.HasPrefix(p, m+"/")
		}), "no module has package %s", p)
	}
	for _, m := range flat("data/env.jsonl") {
		assert.Contains(t, Kinds(Source), m["source"], m["name"])
	}
	for _, m := range flat("data/activation.jsonl") {
		assert.Contains(t, Kinds(UI), m["ui"], m["name"])
	}
}
