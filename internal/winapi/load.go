package winapi

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed data
var data embed.FS

const docRoot = "https://learn.microsoft.com/windows/"

// A record is one line of the data about callables.
type record struct {
	Pkg      string           `json:"pkg"`
	Name     string           `json:"name"`
	Forms    string           `json:"forms"` // "AW": two functions, with these suffixes
	Family   string           `json:"family"`
	DLL      string           `json:"dll"`
	Stands   string           `json:"stands"`
	Is       map[Class]string `json:"is"`
	Roles    map[Role]int     `json:"roles"`
	Params   *int             `json:"params"` // absent: not callable; -1: unknown
	Variadic bool             `json:"variadic"`
	Fixed    map[Role]string  `json:"fixed"`
	Methods  []string         `json:"methods"`
	Result   int              `json:"result"`
	Doc      string           `json:"doc"` // relative to docRoot
}

// mustLoad panics on bad data: it is part of the program, and the tests read all of it.
func mustLoad(fsys fs.FS) *Catalogue {
	c := &Catalogue{
		win32:     make(map[string]*Func),
		gofuncs:   make(map[string]*Func),
		packages:  make(map[string]bool),
		aliases:   make(map[string]string),
		identity:  make(map[string]bool),
		constants: make(map[string]uint64),
		structs:   make(map[string][]string),
		folders:   make(map[string]Folder),
		env:       make(map[string]EnvVar),
		headers:   make(map[string]bool),
		uiClasses: make(map[string]string),
	}
	each(fsys, "data/win32.jsonl", func(r *record) {
		f := r.fact()
		if f.Family == "" {
			f.Family = r.Name
		}
		if f.Doc != "" {
			f.Doc = docRoot + f.Doc
		}
		if r.Forms == "" {
			c.win32[f.Name] = &f
			return
		}
		for _, form := range r.Forms {
			g := f
			g.Name = r.Name + string(form)
			c.win32[g.Name] = &g
			c.win32[r.Name] = &g // the last form is W, which the macro means
		}
	})
	names, err := fs.Glob(fsys, "data/go/*.jsonl")
	if err != nil {
		panic(err)
	}
	byPkg := make(map[string][]*Func)
	for _, name := range names {
		each(fsys, name, func(r *record) {
			f := r.fact()
			f.Pkg = r.Pkg
			f.Name = fullName(r.Pkg, r.Name)
			c.inherit(&f)
			c.gofuncs[f.Name] = &f
			byPkg[r.Pkg] = append(byPkg[r.Pkg], &f)
			c.packages[r.Pkg] = true
		})
	}
	each(fsys, "data/aliases.jsonl", func(r *struct{ Name, Same string }) {
		c.aliases[r.Name] = r.Same
		c.packages[r.Name] = true
		for _, f := range byPkg[r.Same] {
			name := strings.Replace(f.Name, r.Same, r.Name, 1)
			if c.gofuncs[name] == nil {
				c.gofuncs[name] = f
			}
		}
	})
	each(fsys, "data/identity.jsonl", func(r *struct{ Name string }) {
		c.identity[r.Name] = true
		c.packages[r.Name] = true
	})
	each(fsys, "data/constants.jsonl", func(r *struct {
		Name  string
		Value uint64
	}) {
		c.constants[r.Name] = r.Value
	})
	each(fsys, "data/structs.jsonl", func(r *struct {
		Name   string
		Fields []string
	}) {
		c.structs[r.Name] = r.Fields
	})
	each(fsys, "data/folders.jsonl", func(r *Folder) {
		r.GUID = strings.ToLower(r.GUID)
		c.folders[r.Name] = *r
		if r.GUID != "" {
			c.folders[r.GUID] = *r
		}
	})
	each(fsys, "data/env.jsonl", func(r *struct{ Name, Source, Scope string }) {
		c.env[strings.ToUpper(r.Name)] = EnvVar{Source: r.Source, Scope: r.Scope}
	})
	each(fsys, "data/headers.jsonl", func(r *struct {
		Name string
		Port bool
	}) {
		c.headers[strings.ToLower(r.Name)] = r.Port
	})
	each(fsys, "data/activation.jsonl", func(r *struct{ Name, UI string }) {
		c.uiClasses[strings.ToLower(r.Name)] = r.UI
	})
	return c
}

func (r *record) fact() Func {
	f := Func{
		Name:     r.Name,
		Stands:   r.Stands,
		Family:   r.Family,
		DLL:      r.DLL,
		Is:       r.Is,
		Roles:    r.Roles,
		Params:   -1,
		Variadic: r.Variadic,
		Fixed:    r.Fixed,
		Methods:  r.Methods,
		Result:   r.Result,
		Doc:      r.Doc,
	}
	if r.Params != nil {
		f.Params = *r.Params
	}
	return f
}

// fullName joins an import path and a selector ("F", "T.Field", "(*T).M", "." for the package itself).
func fullName(pkg, sel string) string {
	if sel == "." {
		return pkg
	}
	if rest, ok := strings.CutPrefix(sel, "(*"); ok {
		return "(*" + pkg + "." + rest
	}
	if rest, ok := strings.CutPrefix(sel, "("); ok {
		return "(" + pkg + "." + rest
	}
	return pkg + "." + sel
}

// each calls f with every line of a data file.
func each[T any](fsys fs.FS, name string, f func(*T)) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		panic(err)
	}
	s := bufio.NewScanner(bytes.NewReader(text))
	for line := 1; s.Scan(); line++ {
		var r T
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			panic(fmt.Sprintf("%s:%d: %v", path.Base(name), line, err))
		}
		f(&r)
	}
}
