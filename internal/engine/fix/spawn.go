package fix

import (
	"bytes"
	"go/ast"
	"go/printer"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// maxMoved bounds the lines that are moved into a function literal. Beyond it the author has to look at what they do.
const maxMoved = 8

// Spawn returns the edits that serve each connection in a goroutine of its own: "go" before the call that does, or around
// the rest of the loop; nil if that cannot be done.
func Spawn(v engine.Service) []engine.Edit {
	list := v.Rest()
	if len(list) == 0 {
		return nil
	}
	first, last := list[0], list[len(list)-1]
	if x, ok := first.(*ast.ExprStmt); ok && len(list) == 1 {
		if _, ok := x.X.(*ast.CallExpr); ok {
			return []engine.Edit{{Pos: first.Pos(), End: first.Pos(), New: "go "}}
		}
	}
	f := At(v.Pkg(), first.Pos())
	if f == nil || !f.alone(first) {
		return nil
	}
	for _, c := range f.file.Comments {
		if first.Pos() < c.Pos() && c.Pos() < last.End() {
			return nil
		}
	}
	var b bytes.Buffer
	cfg := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}
	if err := cfg.Fprint(&b, f.pkg.Code.Fset, list); err != nil || strings.Contains(b.String(), "`") || bytes.Count(b.Bytes(), []byte("\n")) >= maxMoved {
		return nil
	}
	indent := strings.Repeat("\t", f.pkg.Code.Fset.PositionFor(first.Pos(), false).Column-1)
	var out strings.Builder
	out.WriteString("go func() {\n")
	for line := range strings.Lines(strings.TrimRight(b.String(), "\n") + "\n") {
		if line != "\n" {
			out.WriteString(indent + "\t")
		}
		out.WriteString(line)
	}
	out.WriteString(indent + "}()")
	return []engine.Edit{{Pos: first.Pos(), End: last.End(), New: out.String()}}
}
