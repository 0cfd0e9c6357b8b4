package bindingcheck

import (
	"bufio"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

type entry struct {
	Pkg, Name string
	Params    *int
	Variadic  bool
	Result    int
}

type module struct {
	Name, Version string
	Missing       bool // cannot be downloaded: its entries rest on a reading of the repository
}

// A decl is what a package declares under a selector.
type decl struct {
	callable bool
	params   int
	variadic bool
	results  int
}

// Every name of the catalogue stands in the real package, with that many parameters.
func TestBindings(t *testing.T) {
	uncached(t)
	var modules []module
	readLines(t, "../data/modules.jsonl", func(m module) { modules = append(modules, m) })
	missing := func(pkg string) string {
		for _, m := range modules {
			if m.Missing && (pkg == m.Name || strings.HasPrefix(pkg, m.Name+"/")) {
				return m.Name
			}
		}
		return ""
	}
	byPkg := make(map[string][]entry)
	files, err := filepath.Glob("../data/go/*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		readLines(t, file, func(e entry) { byPkg[e.Pkg] = append(byPkg[e.Pkg], e) })
	}
	var patterns []string
	skipped := make(map[string]int)
	for pkg, entries := range byPkg {
		if m := missing(pkg); m != "" {
			skipped[m] += len(entries)
			continue
		}
		patterns = append(patterns, pkg)
	}
	slices.Sort(patterns)
	for m, n := range skipped {
		t.Logf("%d names of %s are not checked: it cannot be downloaded", n, m)
	}

	// Syntax is enough to find declarations, and spares building a thousand dependencies for Windows. cgo files count:
	// some bindings have no others.
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedModule,
		Env:  append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1"),
	}, patterns...)
	require.NoError(t, err)
	found := make(map[string]bool)
	for _, pkg := range pkgs {
		found[pkg.PkgPath] = true
		t.Run(pkg.PkgPath, func(t *testing.T) {
			if i := slices.IndexFunc(modules, func(m module) bool { return pkg.Module != nil && m.Name == pkg.Module.Path }); i >= 0 {
				assert.Equal(t, modules[i].Version, pkg.Module.Version, "the version that modules.jsonl names")
			} else {
				assert.Nil(t, pkg.Module, "a module that modules.jsonl does not name")
			}
			decls := declarations(t, pkg.GoFiles)
			for _, e := range byPkg[pkg.PkgPath] {
				if e.Name == "." {
					continue
				}
				d, ok := decls[e.Name]
				if !assert.True(t, ok, "%s.%s does not exist", e.Pkg, e.Name) {
					continue
				}
				if !assert.Equal(t, d.callable, e.Params != nil, "%s.%s: callable", e.Pkg, e.Name) || !d.callable {
					continue
				}
				assert.Equal(t, d.params, *e.Params, "%s.%s: parameters", e.Pkg, e.Name)
				assert.Equal(t, d.variadic, e.Variadic, "%s.%s: variadic", e.Pkg, e.Name)
				if e.Result > 0 {
					assert.Less(t, e.Result, d.results, "%s.%s: result", e.Pkg, e.Name)
				}
			}
		})
	}
	for _, p := range patterns {
		assert.True(t, found[p], "%s was not loaded", p)
	}
}

// uncached keeps go test from answering from its cache: the data stands outside this module, where it sees no change.
// It never caches a test that opened a file younger than two seconds.
func uncached(t *testing.T) {
	now := time.Now()
	require.NoError(t, os.Chtimes("imports.go", now, now))
	_, err := os.ReadFile("imports.go")
	require.NoError(t, err)
}

func readLines[T any](t *testing.T, file string, f func(T)) {
	t.Helper()
	r, err := os.Open(file)
	require.NoError(t, err)
	defer r.Close()
	s := bufio.NewScanner(r)
	for s.Scan() {
		var v T
		require.NoError(t, json.Unmarshal(s.Bytes(), &v), "%s: %s", file, s.Text())
		f(v)
	}
	require.NoError(t, s.Err())
}

// declarations returns what the files declare, by the catalogue's selectors.
func declarations(t *testing.T, files []string) map[string]decl {
	t.Helper()
	decls := make(map[string]decl)
	fset := token.NewFileSet()
	for _, file := range files {
		if filepath.Ext(file) != ".go" {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil {
					name = receiver(d.Recv.List[0].Type) + "." + name
				}
				decls[name] = signature(d.Type)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.ValueSpec:
						for _, n := range spec.Names {
							decls[n.Name] = decl{}
						}
					case *ast.TypeSpec:
						decls[spec.Name.Name] = decl{}
						members(decls, spec)
					}
				}
			}
		}
	}
	return decls
}

func members(decls map[string]decl, spec *ast.TypeSpec) {
	switch typ := spec.Type.(type) {
	case *ast.StructType:
		for _, field := range typ.Fields.List {
			for _, n := range field.Names {
				decls[spec.Name.Name+"."+n.Name] = decl{}
			}
		}
	case *ast.InterfaceType:
		for _, m := range typ.Methods.List {
			if sig, ok := m.Type.(*ast.FuncType); ok {
				for _, n := range m.Names {
					decls["("+spec.Name.Name+")."+n.Name] = signature(sig)
				}
			}
		}
	}
}

func receiver(typ ast.Expr) string {
	star := ""
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			star = "*"
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return "(" + star + t.Name + ")"
		default:
			return ""
		}
	}
}

func signature(typ *ast.FuncType) decl {
	d := decl{callable: true, params: typ.Params.NumFields()}
	if d.params > 0 {
		_, d.variadic = typ.Params.List[len(typ.Params.List)-1].Type.(*ast.Ellipsis)
	}
	d.results = typ.Results.NumFields()
	return d
}
