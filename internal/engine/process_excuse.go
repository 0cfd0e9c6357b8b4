// What explains that the processes of all sessions are meant: an update, or something that the machine has once.

package engine

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Replaces reports whether an act belongs to an installer or updater: its function or one that leads to it is named so, or
// replaces a program's file, or it stands in a script that is named so.
func (p *Pass) Replaces(a ProcessAct) bool {
	q := a.Site.pkg
	return replacing(q.declaredAs(a.Site.Node)) || q.replacesProgram(rootOf(a.Site.In), 0, map[*code.Func]bool{})
}

// declaredAs returns the name of the constant or variable in whose declaration n stands, if it stands in one.
func (p *Package) declaredAs(n ast.Node) string {
	for _, outer := range p.Code.Enclosing(n.Pos(), n.End()) {
		if spec, ok := outer.(*ast.ValueSpec); ok {
			return spec.Names[0].Name
		}
	}
	return ""
}

// replacing reports whether a function or a script is named for installing, updating or removing something.
func replacing(name string) bool {
	if installing(name) {
		return true
	}
	list := nameWords(name)
	for len(list) > 1 && (list[len(list)-1] == "script" || list[len(list)-1] == "template") {
		list = list[:len(list)-1]
	}
	return len(list) > 0 && (list[len(list)-1] == "update" || list[len(list)-1] == "setup")
}

func (p *Package) replacesProgram(f *code.Func, depth int, seen map[*code.Func]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	if f.Obj != nil && replacing(f.Obj.Name()) || p.writesProgram(f) {
		return true
	}
	if depth >= 2 {
		return false
	}
	callers := p.callersUp(f.ID)
	if len(callers) == 0 {
		return false
	}
	for _, c := range callers {
		if !c.pkg.replacesProgram(rootOf(c.in), depth+1, seen) {
			return false
		}
	}
	return true
}

// writesProgram reports whether f removes, creates or renames a program's file.
func (p *Package) writesProgram(f *code.Func) bool {
	for _, c := range f.Calls {
		fact, _ := p.callee(c)
		if fact == nil || !fact.Has(winapi.RemoveFile) && !fact.Has(winapi.CreateFile) && fact.Is[winapi.OpenFile] != "write" {
			continue
		}
		i, ok := fact.Roles["name"]
		if !ok || i < 0 || i >= len(c.Args) {
			continue
		}
		for _, t := range p.Eval(c.Args[i]) {
			if n := len(t); n > 0 && t[n-1].Kind == names.Known && strings.HasSuffix(strings.ToLower(t[n-1].Text), ".exe") {
				return true
			}
		}
	}
	return false
}

// MachineWide returns something of the whole machine that a program with the site holds: a pipe's server, a listening port,
// an object in the global namespace. Nil if there is nothing.
func (p *Pass) MachineWide(s *Site) *Site {
	for _, o := range p.Everywhere(winapi.CreatePipe, winapi.Listen, winapi.CreateObject) {
		if o.pkg != s.pkg && !p.Together(s, o) {
			continue
		}
		switch {
		case o.Fact.Has(winapi.CreateObject):
			if text, ok := o.Values("name").Known(); !ok || len(text) < 7 || !strings.EqualFold(text[:7], `global\`) {
				continue
			}
		case o.Fact.Has(winapi.Listen):
			if text, ok := o.Values("addr").Known(); !ok || strings.HasSuffix(text, ":0") || text == "" {
				continue
			}
		default:
			if _, ok := o.Values("name").Known(); !ok {
				continue
			}
		}
		return o
	}
	return nil
}

// FirstInstance reports whether the code ends, refuses or returns where the window that the site looks for is there.
func (p *Pass) FirstInstance(s *Site) bool {
	call := s.Call()
	if call == nil || s.Derived() {
		return false
	}
	q := s.pkg
	first := false
	q.follow(call, func(x ast.Expr, parent ast.Node) bool {
		b, ok := parent.(*ast.BinaryExpr)
		if !ok || b.Op != token.NEQ && b.Op != token.GTR {
			return true
		}
		for n := ast.Node(b); n != nil; n = q.parent(n) {
			if i, ok := n.(*ast.IfStmt); ok && i.Cond.Pos() <= b.Pos() && b.End() <= i.Cond.End() {
				first = slices.ContainsFunc(i.Body.List, func(st ast.Stmt) bool {
					switch st := st.(type) {
					case *ast.ReturnStmt:
						return isMain(rootOf(q.Code.Enclosed(st.Pos())))
					case *ast.ExprStmt:
						c, ok := st.X.(*ast.CallExpr)
						return ok && q.exitsProgram(c)
					}
					return false
				})
				break
			}
			if _, ok := n.(*ast.BlockStmt); ok {
				break
			}
		}
		return !first
	})
	return first
}
