package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
)

// One package must not end the run: here the analysis meets a nil pointer, for want of any type information.
func TestAddSurvivesAPanic(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n\nfunc f() { g() }\n", parser.SkipObjectResolution)
	require.NoError(t, err)
	m := engine.NewModule(&engine.Settings{})
	err = m.Add(fset, []*ast.File{file}, types.NewPackage("example.com/p", "p"), nil)
	require.ErrorContains(t, err, "the analysis failed")
	m.Solve()
	p := m.Package("example.com/p")
	require.NotNil(t, p)
	findings, err := p.Judge(&engine.Rule{Run: func(*engine.Pass) { t.Error("judged") }}, &engine.Settings{})
	require.NoError(t, err)
	assert.Empty(t, findings)
}
