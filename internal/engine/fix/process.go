package fix

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// SessionFilter returns the edits that add a filter for the session of the process to the arguments that end at pos.
func SessionFilter(p *engine.Package, pos token.Pos) []engine.Edit {
	f := At(p, pos)
	if f == nil {
		return nil
	}
	format := f.Import("fmt")
	x := fmt.Sprintf("func() string {\n\tvar id uint32\n\t%s\n\treturn %s.Sprint(id)\n}()", f.ownSession(), format)
	f.edits = append(f.edits, engine.Edit{Pos: pos, End: pos, New: `, "/FI", "SESSION eq "+` + strings.ReplaceAll(x, "\n", "\n"+f.margin(pos))})
	return f.Edits()
}

// SameSession returns the edits that make a comparison of a process's name ask for the session of the process as well.
func SameSession(c engine.Comparison) []engine.Edit {
	f := At(c.Pkg, c.Expr.Pos())
	if f == nil {
		return nil
	}
	windows := f.Import(Windows)
	open, join := "(", " && "
	if !c.Equal {
		join = " || !"
	}
	x := fmt.Sprintf("func(pid uint32) bool {\n\tvar own, other uint32\n"+
		"\terr := %[1]s.ProcessIdToSessionId(%[1]s.GetCurrentProcessId(), &own)\n"+
		"\treturn err == nil && %[1]s.ProcessIdToSessionId(pid, &other) == nil && own == other\n}(uint32(%[2]s)))", windows, c.ID)
	f.edits = append(f.edits,
		engine.Edit{Pos: c.Expr.Pos(), End: c.Expr.Pos(), New: open},
		engine.Edit{Pos: c.Expr.End(), End: c.Expr.End(), New: join + strings.ReplaceAll(x, "\n", "\n"+f.margin(c.Expr.Pos()))})
	return f.Edits()
}
