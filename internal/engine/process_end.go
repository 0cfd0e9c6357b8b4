// Calls that end a process or the program, start one, or refuse to go on.

package engine

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// exitsProgram reports whether a call ends the program.
func (p *Package) exitsProgram(c *ast.CallExpr) bool {
	fact, _ := p.callee(c)
	return fact != nil && fact.Is[winapi.Exit] == "process"
}

// endsProcess reports whether a call ends or signals a process that it is given, by itself or further down.
func (p *Package) endsProcess(c *ast.CallExpr) bool { return p.endsBelow(c, been{}, 0) }

func (p *Package) endsBelow(c *ast.CallExpr, seen been, depth int) bool {
	fact, _ := p.callee(c)
	if fact != nil {
		switch kind := fact.Is[winapi.EndProcess]; {
		case kind == "signal":
			if i, ok := fact.Roles["signal"]; ok && i < len(c.Args) {
				if n, ok := p.Eval(c.Args[i]).Int(); ok && n == 0 {
					return false // asks whether it is there
				}
			}
			return true
		case kind != "" && kind != "thread":
			return true
		}
		if fact.Has(winapi.StartProcess) {
			return p.endsByID(c)
		}
		return false
	}
	if depth >= maxSearch || len(c.Args) == 0 && p.eval.Receiver(c) == nil {
		return false
	}
	q, f := p.target(c)
	if f == nil || f.Body == nil || seen.again(f, depth) {
		return false
	}
	for _, inner := range f.Calls {
		if q.usesGiven(f, inner) && q.endsBelow(inner, seen, depth+1) {
			return true
		}
	}
	return false
}

// endsByID reports whether a call starts a command that ends a process by its id.
func (p *Package) endsByID(c *ast.CallExpr) bool {
	i := slices.IndexFunc(p.sites, func(s *Site) bool { return s.Node == ast.Node(c) && !s.Derived() })
	if i < 0 {
		return false
	}
	return slices.ContainsFunc(p.sites[i].Commands(), func(cmd Command) bool {
		return slices.ContainsFunc(cmd.Facts, func(f *winapi.Func) bool { return f.Is[winapi.EndProcess] == "pid" })
	})
}

// usesGiven reports whether a call in f has to do with what f is given.
func (p *Package) usesGiven(f *code.Func, c *ast.CallExpr) bool {
	seen := been{}
	var look func(n ast.Node, depth int) bool
	look = func(n ast.Node, depth int) bool {
		if seen.again(n, depth) {
			return false
		}
		found := false
		ast.Inspect(n, func(m ast.Node) bool {
			id, ok := m.(*ast.Ident)
			if !ok || found {
				return !found
			}
			v := p.variable(id)
			if v == nil || v.IsField() || v.Parent() == p.Code.Types.Scope() {
				return true
			}
			for _, d := range p.Code.Reaching(v, id.Pos()) {
				switch {
				case d.Kind == code.Given:
					found = found || d.Func == f
				case d.Value != nil && depth < 4 && d.Node.Pos() < n.Pos():
					found = found || look(d.Value, depth+1)
				}
			}
			return !found
		})
		return found
	}
	return look(c, 0)
}

// isTruth reports whether x asks a truth value, not a number or list.
func (p *Package) isTruth(x ast.Expr) bool {
	if b, ok := x.(*ast.BinaryExpr); ok {
		x = b.X
	}
	return isBool(p.Code.Info.TypeOf(x))
}

// branches reports whether an if statement does something because processes were found, or were not: it ends the program,
// refuses or starts something. A truth value already answers "is it running"; of a number or list that is not known.
func (w *fates) branches(q *Package, f *code.Func, n *ast.IfStmt, found, truth bool) bool {
	yes, no := n.Body.List, []ast.Stmt(nil)
	if b, ok := n.Else.(*ast.BlockStmt); ok {
		no = b.List
	}
	if !found {
		yes, no = no, yes
	}
	if w.goesOn(q, yes, truth) || starts(q, no) {
		return true
	}
	if truth && w.goesOn(q, no, true) {
		return true
	}
	// if running { return }; start()
	if found && len(n.Body.List) > 0 {
		switch n.Body.List[len(n.Body.List)-1].(type) {
		case *ast.ReturnStmt, *ast.BranchStmt:
			for _, c := range f.Calls {
				if c.Pos() > n.End() && q.startsProcess(c, been{}, 0) {
					return true
				}
			}
		}
	}
	return false
}

// goesOn reports whether statements end the program or refuse to go on; where an answer "is it running" decides, any call
// of the program's own functions counts.
func (w *fates) goesOn(q *Package, list []ast.Stmt, truth bool) bool {
	does := false
	for _, s := range list {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				if q.exitsProgram(n) || q.startsProcess(n, been{}, 1) || q.endsBelow(n, been{}, 1) {
					does = true
				} else if fact, _ := q.callee(n); truth && fact == nil {
					fn := code.StaticCallee(q.Code.Info, n)
					does = does || fn != nil && q.mine(fn) && !namesRecord(fn.Name())
				}
			case *ast.ReturnStmt:
				for _, x := range n.Results {
					does = does || yieldsError(q.Code.Info.TypeOf(x)) && !q.isNil(x) && q.refuses(x)
				}
			}
			return !does
		})
	}
	return does
}

// namesRecord reports whether a function is named for writing down what happens.
func namesRecord(name string) bool {
	for _, w := range nameWords(name) {
		if recordWords[w] || w == "print" || w == "printf" || w == "println" || w == "debug" || w == "debugf" || w == "info" || w == "infof" ||
			w == "warn" || w == "warnf" || strings.HasPrefix(w, "log") {
			return true
		}
	}
	return false
}

func starts(q *Package, list []ast.Stmt) bool {
	found := false
	for _, s := range list {
		ast.Inspect(s, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				found = found || q.startsProcess(c, been{}, 0)
			}
			return !found
		})
	}
	return found
}

// startsProcess reports whether a call starts a program, by itself or in the function that it calls.
func (p *Package) startsProcess(c *ast.CallExpr, seen been, depth int) bool {
	fact, _ := p.callee(c)
	if fact != nil {
		return fact.Has(winapi.StartProcess) || fact.Has(winapi.ShellOpen)
	}
	if depth > 1 {
		return false
	}
	q, f := p.target(c)
	if f == nil || f.Body == nil || seen.again(f, depth) {
		return false
	}
	return slices.ContainsFunc(f.Calls, func(c *ast.CallExpr) bool { return q.startsProcess(c, seen, depth+1) })
}
