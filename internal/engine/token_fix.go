// Fixes that give a process with a user's token that user's environment.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// DropEnvironment returns the edits that drop the environment which a process at the site is given, where that is the
// process's own and nothing more; nil if it is given otherwise than once.
func (p *Pass) DropEnvironment(s *Site) []Edit {
	x := s.onlyEnvironment()
	if x == nil {
		return nil
	}
	q := s.pkg
	c, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if f, _ := q.callee(c); f == nil || f.Kind(winapi.Env) != "all" || !q.elsewhere(c) {
		return nil
	}
	lines := q.Code.Fset.File(x.Pos())
	whole := func(n ast.Node) []Edit {
		first, last := lines.Line(n.Pos()), lines.Line(n.End())
		if first != last || first >= lines.LineCount() {
			return nil
		}
		return []Edit{{Pos: lines.LineStart(first), End: lines.LineStart(first + 1)}}
	}
	switch n := q.parent(x).(type) {
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && q.firstOnLine(n) {
			return whole(n)
		}
	case *ast.KeyValueExpr:
		if q.firstOnLine(n) {
			return whole(n)
		}
	}
	return nil
}

// firstOnLine reports whether n and nothing else of its parent's list stands on its line.
func (p *Package) firstOnLine(n ast.Node) bool {
	line := func(pos token.Pos) int { return p.Code.Fset.PositionFor(pos, false).Line }
	var list []ast.Node
	var open, end token.Pos
	switch outer := p.parent(n).(type) {
	case *ast.BlockStmt:
		open, end = outer.Lbrace, outer.Rbrace
		for _, s := range outer.List {
			list = append(list, s)
		}
	case *ast.CompositeLit:
		open, end = outer.Lbrace, outer.Rbrace
		for _, x := range outer.Elts {
			list = append(list, x)
		}
	default:
		return false
	}
	for _, other := range list {
		if other != n && line(other.Pos()) <= line(n.End()) && line(n.Pos()) <= line(other.End()) {
			return false
		}
	}
	return line(open) < line(n.Pos()) && line(n.End()) < line(end)
}

// elsewhere reports whether the package whose function c calls is used by something else in the file as well: its import
// stays.
func (p *Package) elsewhere(c *ast.CallExpr) bool {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return false
	}
	for _, use := range p.Code.Uses(p.Code.Info.Uses[id]) {
		if use != id && p.Code.File(use.Pos()) == p.Code.File(id.Pos()) {
			return true
		}
	}
	return false
}

// onlyEnvironment returns the one value that the environment of the process at the site is given, or nil.
func (s *Site) onlyEnvironment() ast.Expr {
	if s.exprs["token"] != nil || len(s.set["env"]) != 1 {
		return nil
	}
	return s.set["env"][0]
}

// TokenEnvironment returns the edits by which an environment that adds to the process's own adds to the token's instead:
// (*exec.Cmd).Environ is that of the token, once that is set. Nil where it cannot be made so.
func (p *Pass) TokenEnvironment(s *Site) []Edit {
	x := s.onlyEnvironment()
	if x == nil || len(s.set["token"]) != 1 {
		return nil
	}
	q := s.pkg
	as, ok := q.parent(x).(*ast.AssignStmt)
	if !ok || len(as.Lhs) != 1 {
		return nil
	}
	sel, ok := ast.Unparen(as.Lhs[0]).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	cmd, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok || s.set["token"][0].Pos() > as.Pos() || q.Code.Enclosed(s.set["token"][0].Pos()) != q.Code.Enclosed(as.Pos()) {
		return nil
	}
	if v := q.variable(cmd); v == nil || !hasMethod(v.Type(), "Environ") {
		return nil
	}
	var edits []Edit
	ast.Inspect(x, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || code.StaticCallee(q.Code.Info, c) == nil {
			return true
		}
		if f, _ := q.callee(c); f != nil && f.Kind(winapi.Env) == "all" {
			if !q.elsewhere(c) {
				edits = nil
				return false
			}
			edits = append(edits, Edit{Pos: c.Pos(), End: c.End(), New: cmd.Name + ".Environ()"})
		}
		return true
	})
	if len(edits) != 1 {
		return nil
	}
	return edits
}
