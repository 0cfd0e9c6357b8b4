package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/engine"
)

// Interval returns the edits that put an interval of whole milliseconds in the place of x, a constant that is written there:
// a duration, or a number of milliseconds.
func Interval(p *engine.Package, x ast.Expr, d time.Duration) []engine.Edit {
	f := At(p, x.Pos())
	if f == nil || p.Code.Info.Types[x].Value == nil {
		return nil
	}
	ms := strconv.FormatInt(d.Milliseconds(), 10)
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr: // 10 * time.Millisecond
		if t, ok := p.Code.Info.TypeOf(x).(*types.Named); !ok || x.Op != token.MUL || t.Obj().Pkg() == nil {
			return nil
		}
		f.edits = append(f.edits, engine.Edit{Pos: x.Pos(), End: x.End(), New: ms + " * " + f.Import("time") + ".Millisecond"})
	case *ast.SelectorExpr: // time.Millisecond
		if t, ok := p.Code.Info.TypeOf(x).(*types.Named); !ok || t.Obj().Pkg() == nil {
			return nil
		}
		f.edits = append(f.edits, engine.Edit{Pos: x.Pos(), End: x.End(), New: ms + " * " + f.Import("time") + ".Millisecond"})
	case *ast.BasicLit: // Sleep(10)
		if t, ok := p.Code.Info.TypeOf(x).(*types.Named); ok && t.Obj().Pkg() != nil {
			return nil // nanoseconds
		}
		f.edits = append(f.edits, engine.Edit{Pos: x.Pos(), End: x.End(), New: ms})
	default:
		return nil
	}
	return f.Edits()
}

// Delete removes a statement that stands on lines of its own.
func (f *File) Delete(n ast.Stmt) {
	file := f.pkg.Code.Fset.File(n.Pos())
	last := file.Line(n.End())
	if !f.alone(n) || last >= file.LineCount() {
		f.Fail()
		return
	}
	f.leave(n, "")
	f.edits = append(f.edits, engine.Edit{Pos: file.LineStart(file.Line(n.Pos())), End: file.LineStart(last + 1)})
}

// Put puts an expression, of one line or several, in the place of x.
func (f *File) Put(x ast.Expr, text string) {
	f.leave(x, text)
	f.edits = append(f.edits, engine.Edit{Pos: x.Pos(), End: x.End(), New: strings.ReplaceAll(text, "\n", "\n"+f.margin(x.Pos()))})
}
