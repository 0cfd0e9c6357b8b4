package winapi

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What stands in for a package is found in the catalogue by what the type checker calls it.
func TestStandIn(t *testing.T) {
	c := Default()
	found := make(map[*Func]bool)
	see := func(name string) {
		f := c.Go(name)
		if assert.NotNil(t, f, name) {
			found[f] = true
		}
	}
	for _, path := range c.Packages() {
		pkg := c.StandIn(path)
		require.NotNil(t, pkg, path)
		for _, name := range pkg.Scope().Names() {
			switch obj := pkg.Scope().Lookup(name).(type) {
			case *types.Func:
				see(obj.FullName())
			case *types.Var:
				see(path + "." + name)
			case *types.TypeName:
				named := obj.Type().(*types.Named)
				for m := range named.Methods() {
					see(m.FullName())
				}
				for field := range named.Underlying().(*types.Struct).Fields() {
					see(path + "." + name + "." + field.Name())
				}
				if f := c.Go(path + "." + name); f != nil {
					found[f] = true
				}
			}
		}
	}
	for name, f := range c.gofuncs {
		if f.Pkg != "" && name != f.Pkg && !found[f] {
			assert.Regexp(t, `\.\w+\.\w+\.\w+$`, name, "only a field of a field is not there")
		}
	}
	assert.Nil(t, c.StandIn("example.com/unknown"))
}

func TestAssumedName(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/Microsoft/go-winio": "winio", "gopkg.in/natefinch/npipe.v2": "npipe", "github.com/hashicorp/golang-lru/v2": "golang",
		"example.com/v2": "example", "fmt": "fmt", "v2": "v2", "example.com/-": "-", "charm.land/huh/v2": "huh",
	} {
		assert.Equal(t, want, AssumedName(path), path)
	}
}

// The type checker finds the functions of a package that cannot be had, and minds nothing else that is missing.
func TestStandInIsUsed(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", `package p

import "github.com/Microsoft/go-winio"

var l, err = winio.ListenPipe("\\\\.\\pipe\\x", &winio.PipeConfig{MessageMode: true})

func f() { winio.Unknown(winio.Other) }
`, 0)
	require.NoError(t, err)
	var errs []string
	conf := types.Config{Error: func(err error) { errs = append(errs, err.(types.Error).Msg) }, Importer: absent{importer.Default()}}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
	_, _ = conf.Check("p", fset, []*ast.File{file}, info)
	var used []string
	for obj := range maps.Values(info.Uses) {
		if fn, ok := obj.(*types.Func); ok {
			used = append(used, fn.FullName())
		}
	}
	slices.Sort(used)
	assert.Equal(t, []string{"github.com/Microsoft/go-winio.ListenPipe"}, used)
	require.NotEmpty(t, errs)
	assert.Contains(t, errs[0], "could not import")
	for _, err := range errs {
		assert.NotContains(t, err, "undefined")
	}
}

type absent struct{ types.Importer }

func (absent) Import(path string) (*types.Package, error) {
	return Default().StandIn(path), assert.AnError
}
