package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// UserForNumber returns the edits that put the id of the user, a SID on Windows and a number elsewhere, in the place of the
// number that stands between pos and end; nil where that does not become a part of a text.
func UserForNumber(p *engine.Package, pos, end token.Pos) []engine.Edit {
	f := At(p, pos)
	if f == nil {
		return nil
	}
	x, edits := p.AsText(pos, end)
	if x == nil {
		return nil
	}
	f.edits = edits
	user := f.Import("os/user")
	f.put(x, "func() string {\n\tu, err := "+user+".Current()\n\tif err != nil {\n\t\treturn \"\"\n\t}\n\treturn u.Uid\n}()")
	return f.Edits()
}

// SessionForNumber returns the edits that put the session id in the place of the number that stands between pos and end, in a
// file that is Windows' own.
func SessionForNumber(p *engine.Package, pos, end token.Pos) []engine.Edit {
	f := At(p, pos)
	if f == nil || !slices.ContainsFunc(f.file.Imports, func(s *ast.ImportSpec) bool { return pathOf(s) == Windows }) {
		return nil
	}
	path := p.Code.Enclosing(pos, end)
	if len(path) == 0 {
		return nil
	}
	windows := f.Import(Windows)
	f.put(path[0], fmt.Sprintf("func() int {\n\tvar id uint32\n\t%[1]s.ProcessIdToSessionId(%[1]s.GetCurrentProcessId(), &id)\n\treturn int(id)\n}()", windows))
	return f.Edits()
}

// put writes an expression of several lines in the place of n.
func (f *File) put(n ast.Node, text string) {
	f.leave(n, text)
	f.edits = append(f.edits, engine.Edit{Pos: n.Pos(), End: n.End(), New: strings.ReplaceAll(text, "\n", "\n"+f.margin(n.End()))})
}
