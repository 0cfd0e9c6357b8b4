package linttest

import (
	"context"
	"errors"
	"fmt"
	"go/types"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
)

// chain is a program of three packages, each of which imports the one before.
const chain = `
-- topic/a/a.go --
package a

type T struct{ Field int }

func (T) Method() {}

func Exported()   {}
func unexported() {}
-- topic/b/b.go --
package b

import "m/topic/a"

type T = a.T

func Exported() { a.Exported() }
-- topic/c/c.go --
package c

import "m/topic/b"

func Exported(b.T) { b.Exported() }
`

type nameFact struct{ Names []string }

func (*nameFact) AFact()           {}
func (f *nameFact) String() string { return fmt.Sprint(f.Names) }

type badFact struct{ C chan int }

func (*badFact) AFact() {}

// modular runs an analyzer over the chain.
func modular(t *testing.T, as ...*analysis.Analyzer) ([]report, error) {
	t.Helper()
	prog, err := new(fakeHouse).Load(context.Background(), unpack(t, chain), []string{"./topic/..."}, homeArch, nil)
	require.NoError(t, err)
	require.Len(t, prog.Packages, 3)
	return runModular(prog, as)
}

func TestFactsOfPackages(t *testing.T) {
	got := make(map[string][]string)
	a := &analysis.Analyzer{
		Name: "facts", Doc: "facts", FactTypes: []analysis.Fact{new(nameFact)},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.AllPackageFacts() {
				fact := f.Fact.(*nameFact)
				got[pass.Pkg.Name()] = append(got[pass.Pkg.Name()], fact.Names...)
				fact.Names[0] = "spoilt" // another importer must not see this
			}
			own := &nameFact{Names: []string{pass.Pkg.Name()}}
			pass.ExportPackageFact(own)
			var back nameFact
			if !pass.ImportPackageFact(pass.Pkg, &back) || back.Names[0] != pass.Pkg.Name() {
				return nil, errors.New("own fact lost")
			}
			return nil, nil
		},
	}
	reports, err := modular(t, a)
	require.NoError(t, err)
	for _, r := range reports {
		assert.NoError(t, r.err)
	}
	// As in go vet, package facts come from direct imports only: c does not see a.
	assert.Equal(t, map[string][]string{"b": {"a"}, "c": {"b"}}, got)
}

func TestFactsOfObjects(t *testing.T) {
	got := make(map[string][]string)
	a := &analysis.Analyzer{
		Name: "facts", Doc: "facts", FactTypes: []analysis.Fact{new(nameFact)},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.AllObjectFacts() {
				got[pass.Pkg.Name()] = append(got[pass.Pkg.Name()], f.Object.Pkg().Name()+"."+f.Object.Name())
				var fact nameFact
				if !pass.ImportObjectFact(f.Object, &fact) || fact.Names[0] != f.Object.Name() {
					return nil, errors.New("fact lost")
				}
			}
			slices.Sort(got[pass.Pkg.Name()])
			for id, obj := range pass.TypesInfo.Defs {
				switch obj.(type) {
				case *types.Func, *types.TypeName:
					pass.ExportObjectFact(obj, &nameFact{Names: []string{id.Name}})
				}
			}
			return nil, nil
		},
	}
	reports, err := modular(t, a)
	require.NoError(t, err)
	for _, r := range reports {
		assert.NoError(t, r.err)
	}
	assert.Equal(t, map[string][]string{
		"b": {"a.Exported", "a.Method", "a.T"},
		"c": {"a.Method", "a.T", "b.Exported", "b.T"}, // what the types of b lead to is handed on
	}, got)
}

func TestBadFacts(t *testing.T) {
	t.Run("not encodable", func(t *testing.T) {
		_, err := modular(t, &analysis.Analyzer{
			Name: "facts", Doc: "facts", FactTypes: []analysis.Fact{new(badFact)},
			Run: func(pass *analysis.Pass) (any, error) {
				pass.ExportPackageFact(&badFact{C: make(chan int)})
				return nil, nil
			},
		})
		assert.ErrorContains(t, err, "facts of package m/topic/a")
	})
	t.Run("not declared", func(t *testing.T) {
		reports, err := modular(t, &analysis.Analyzer{
			Name: "facts", Doc: "facts",
			Run: func(pass *analysis.Pass) (any, error) {
				pass.ExportPackageFact(new(nameFact))
				return nil, nil
			},
		})
		require.NoError(t, err)
		assert.ErrorContains(t, reports[0].err, "not among its FactTypes")
	})
	t.Run("about another package", func(t *testing.T) {
		reports, err := modular(t, &analysis.Analyzer{
			Name: "facts", Doc: "facts", FactTypes: []analysis.Fact{new(nameFact)},
			Run: func(pass *analysis.Pass) (any, error) {
				for _, imp := range pass.Pkg.Imports() {
					pass.ExportObjectFact(imp.Scope().Lookup("Exported"), new(nameFact))
				}
				return nil, nil
			},
		})
		require.NoError(t, err)
		assert.NoError(t, reports[0].err)
		assert.ErrorContains(t, reports[1].err, "which is not of package")
	})
	t.Run("of two analyzers", func(t *testing.T) {
		run := func(*analysis.Pass) (any, error) { return nil, nil }
		_, err := modular(t,
			&analysis.Analyzer{Name: "one", Doc: "one", FactTypes: []analysis.Fact{new(nameFact)}, Run: run},
			&analysis.Analyzer{Name: "two", Doc: "two", FactTypes: []analysis.Fact{new(nameFact)}, Run: run})
		assert.ErrorContains(t, err, "fact type")
	})
}

func TestResults(t *testing.T) {
	runs := 0
	engine := &analysis.Analyzer{
		Name: "engine", Doc: "engine", ResultType: findingsType,
		Run: func(pass *analysis.Pass) (any, error) {
			runs++
			if pass.Pkg.Name() == "c" {
				return nil, errors.New("no engine here")
			}
			return "not findings", nil
		},
	}
	user := func(name string) *analysis.Analyzer {
		return &analysis.Analyzer{
			Name: name, Doc: name, Requires: []*analysis.Analyzer{engine},
			Run: func(pass *analysis.Pass) (any, error) { return nil, nil },
		}
	}
	reports, err := modular(t, user("one"), user("two"))
	require.NoError(t, err)
	assert.Equal(t, 3, runs, "once for each package, whoever asks")
	assert.ErrorContains(t, reports[0].err, "failed prerequisite engine: result is a string")
	assert.ErrorContains(t, reports[5].err, "failed prerequisite engine: no engine here")
}
