package winapi

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed data
var data embed.FS

// docRoot precedes every page in the data.
const docRoot = "https://learn.microsoft.com/windows/"

// mustLoad panics on bad data: it is part of the program, and the tests read all of it.
func mustLoad(fsys fs.FS) *Catalogue {
	c := &Catalogue{
		win32:     make(map[string]*Func, 1024),
		gofuncs:   make(map[string]*Func, 3072),
		methods:   make(map[string]bool, 1024),
		objects:   make(map[string][]*Func),
		packages:  make(map[string]bool, 256),
		identity:  make(map[string]bool),
		commands:  make(map[string][]*commandLine),
		constants: make(map[string]uint64, 512),
		structs:   make(map[string][]string),
		folders:   make(map[string]Folder, 512),
		env:       make(map[string]EnvVar),
		headers:   make(map[string]bool),
		uiClasses: make(map[string]string),
		registry:  make(map[string]string),
		machine:   make(map[string]string),
		keys:      make(map[string]string),
		quick:     make(map[string]bool),
		undo:      make(map[string]string),
	}
	d := &decoder{classes: make(map[string]map[Class]string), roles: make(map[string]map[Role]int)}
	each := func(file string, f func()) {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			panic(err)
		}
		d.lines(file, string(text), f)
	}
	each("data/win32.jsonl", func() {
		r := d.record()
		if r.Family == "" {
			r.Family = r.Name
		}
		if r.forms == "" {
			c.win32[r.Name] = &r.Func
			return
		}
		name := r.Name
		for _, form := range r.forms {
			g := r.Func
			g.Name = name + string(form)
			c.win32[g.Name] = &g
			c.win32[name] = &g // the last form is W, which the macro means
		}
	})
	files, err := fs.Glob(fsys, "data/go/*.jsonl")
	if err != nil {
		panic(err)
	}
	byPkg := make(map[string][]*Func, 256)
	for _, file := range files {
		each(file, func() {
			r := d.record()
			f := &r.Func
			f.Name = fullName(f.Pkg, f.Name)
			c.inherit(f)
			c.gofuncs[f.Name] = f
			c.index(f)
			c.packages[f.Pkg] = true
			byPkg[f.Pkg] = append(byPkg[f.Pkg], f)
		})
	}
	each("data/aliases.jsonl", func() {
		t := d.flat()
		c.packages[t["name"]] = true
		for _, f := range byPkg[t["same"]] {
			name := strings.Replace(f.Name, t["same"], t["name"], 1)
			if c.gofuncs[name] == nil {
				c.gofuncs[name] = f
			}
		}
	})
	each("data/identity.jsonl", func() {
		t := d.flat()
		c.identity[t["name"]] = true
		c.packages[t["name"]] = true
	})
	each("data/commands.jsonl", func() {
		l := &commandLine{fact: Func{Params: -1}}
		d.object(func(key string) {
			switch key {
			case "name":
				words := strings.Split(d.text(), " ")
				l.fact.Name = strings.ReplaceAll(strings.Join(words, " "), "+", "")
				l.fact.Family, l.has = words[0], words[1:]
			case "not":
				l.not = d.texts()
			case "is":
				l.fact.Is = d.classSet()
			default:
				d.fail("known key, not " + key)
			}
		})
		c.commands[l.fact.Family] = append(c.commands[l.fact.Family], l)
		c.gofuncs[l.fact.Name] = &l.fact
	})
	each("data/wmi.jsonl", func() {
		p := &property{fact: Func{Params: -1}}
		d.object(func(key string) {
			switch key {
			case "name":
				p.fact.Name = d.text()
				p.class, p.name, _ = strings.Cut(p.fact.Name, ".")
			case "wmic":
				p.short = d.text()
			case "is":
				p.fact.Is = d.classSet()
			default:
				d.fail("known key, not " + key)
			}
		})
		c.wmi = append(c.wmi, p)
		c.gofuncs[p.fact.Name] = &p.fact
	})
	each("data/constants.jsonl", func() {
		var name string
		d.object(func(key string) {
			if key == "name" {
				name = d.text()
			} else {
				c.constants[name] = uint64(d.number())
			}
		})
	})
	each("data/structs.jsonl", func() {
		var name string
		d.object(func(key string) {
			if key == "name" {
				name = d.text()
			} else {
				c.structs[name] = d.texts()
			}
		})
	})
	each("data/folders.jsonl", func() {
		t := d.flat()
		f := Folder{Name: t["name"], GUID: strings.ToLower(t["guid"]), Scope: t["scope"], Machine: t["machine"]}
		c.folders[f.Name] = f
		if f.GUID != "" {
			c.folders[f.GUID] = f
		}
	})
	each("data/env.jsonl", func() {
		t := d.flat()
		c.env[strings.ToUpper(t["name"])] = EnvVar{Source: t["source"], Scope: t["scope"], Machine: t["machine"]}
	})
	each("data/quick.jsonl", func() {
		t := d.flat()
		c.quick[t["name"]] = true
		if t["undo"] != "" {
			c.undo[t["name"]] = t["undo"]
		}
	})
	each("data/headers.jsonl", func() {
		t := d.flat()
		c.headers[strings.ToLower(t["name"])] = t["port"] == "maybe"
	})
	each("data/registry.jsonl", func() {
		t := d.flat()
		c.registry[strings.ToLower(t["name"])] = t["identity"]
	})
	each("data/machine.jsonl", func() {
		t := d.flat()
		c.machine[t["name"]] = t["setting"]
	})
	each("data/keys.jsonl", func() {
		t := d.flat()
		c.keys[strings.ReplaceAll(strings.ToLower(t["name"]), "/", `\`)] = t["owner"] // the decoder knows no escapes
	})
	each("data/activation.jsonl", func() {
		t := d.flat()
		c.uiClasses[strings.ToLower(t["name"])] = t["ui"]
	})
	return c
}

// flat reads an object of texts.
func (d *decoder) flat() map[string]string {
	m := make(map[string]string)
	d.object(func(key string) { m[key] = d.text() })
	return m
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
