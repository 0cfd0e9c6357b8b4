// Loops that list the sessions whenever a time has passed.

package engine

import (
	"go/ast"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Poll is a wait in a loop that lists the sessions again and again.
type Poll struct {
	Site *Site // the list
	Wait *ast.CallExpr
	In   *code.Func

	pkg *Package
}

// Polls returns the loops of the package that list the sessions whenever a time has passed.
func (p *Package) Polls() []Poll {
	lists := p.listers()
	if !p.asksSessions(lists) {
		return nil
	}
	var out []Poll
	for _, f := range p.Code.Funcs {
		for _, c := range f.Calls {
			if p.Live(f) && f.Body != nil {
				if s := p.leadsTo(c, lists); s != nil {
					if w := p.wait(f, c); w != nil {
						out = append(out, Poll{s, w, f, p})
					}
				}
			}
		}
	}
	return out
}

// maxPolled is how many calls lie between a loop and the list of sessions.
const maxPolled = 4

// listers returns the functions of all known packages that list sessions to know who is there, by themselves or by what they
// call, with the site. Who ends sessions, or sends them a message, does not wait for anybody.
func (p *Package) listers() map[string]*Site {
	return once(p, "lists of sessions", p.sessionListers)
}

func (p *Package) sessionListers() map[string]*Site {
	out := map[string]*Site{}
	acts := map[string]bool{}
	for _, s := range p.Everywhere(winapi.UseSession) {
		switch s.Fact.Is[winapi.UseSession] {
		case "disconnect", "logoff", "message":
			acts[s.In.ID] = true
		}
	}
	var todo []string
	add := func(id string, s *Site) {
		if out[id] == nil && !acts[id] {
			out[id] = s
			todo = append(todo, id)
		}
	}
	for _, s := range p.Everywhere(winapi.EnumerateSessions) {
		if !s.Derived() {
			add(s.In.ID, s)
		}
	}
	for range maxPolled {
		last := todo
		todo = nil
		for _, id := range last {
			for _, q := range p.everywhere {
				for _, c := range q.callers[id] {
					add(c.in.ID, out[id])
				}
			}
		}
	}
	return out
}

// asksSessions reports whether the package lists sessions, or calls what leads to it.
func (p *Package) asksSessions(lists map[string]*Site) bool {
	for id, s := range lists {
		if s.pkg == p || len(p.callers[id]) > 0 {
			return true
		}
	}
	return false
}

// leadsTo returns the list of sessions that a call makes, or leads to.
func (p *Package) leadsTo(c *ast.CallExpr, lists map[string]*Site) *Site {
	for _, s := range lists {
		if s.Node == c {
			return s
		}
	}
	for _, id := range p.callees(c) {
		if s := lists[id]; s != nil {
			return s
		}
	}
	return nil
}

// wait returns the call that makes the innermost loop around c in f wait for a time: it sleeps there, or made the ticker
// that the loop receives from.
func (p *Package) wait(f *code.Func, c *ast.CallExpr) *ast.CallExpr {
	var loop ast.Node
	for _, n := range p.Code.Enclosing(c.Pos(), c.End()) {
		switch n.(type) {
		case *ast.ForStmt:
			loop = n
		case *ast.RangeStmt:
			loop = n
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
		if loop != nil {
			break
		}
	}
	if loop == nil {
		return nil
	}
	var ticker *ast.CallExpr
	for g := f; g != nil; g = g.Parent {
		for _, call := range g.Calls {
			fact, _ := p.eval.Callee(call)
			if fact == nil {
				continue
			}
			inside := loop.Pos() <= call.Pos() && call.Pos() < loop.End()
			switch {
			case inside && (fact.Has(winapi.Sleep) || fact.Has(winapi.Ticker)):
				if g == f && p.oneWay(f, call, c) {
					return call
				}
			case !inside && call.Pos() < loop.Pos() && fact.Is[winapi.Ticker] == "repeat" && p.receives(call, loop, f, c):
				ticker = call
			}
		}
	}
	return ticker
}

// receives reports whether a loop in f receives from the ticker that a call makes, before or after c.
func (p *Package) receives(call *ast.CallExpr, loop ast.Node, f *code.Func, c *ast.CallExpr) bool {
	found := false
	p.follow(call, func(x ast.Expr, parent ast.Node) bool {
		found = found || loop.Pos() <= x.Pos() && x.Pos() < loop.End() && p.oneWay(f, x, c)
		return !found
	})
	return found
}

// oneWay reports whether what runs at one of two places in f, a wait and a call, always runs where the other does. What a
// select statement waits for is only over in its clause.
func (p *Package) oneWay(f *code.Func, wait, call ast.Node) bool {
	g := f.Graph()
	if g == nil {
		return false
	}
	path := p.Code.Enclosing(wait.Pos(), wait.End())
	for i, n := range path {
		if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil && wait.End() <= clause.Comm.End() {
			sel := path[min(i+2, len(path)-1)]
			inside := sel.Pos() <= call.Pos() && call.Pos() < sel.End()
			return !inside || clause.Pos() <= call.Pos() && call.Pos() < clause.End()
		}
	}
	i, j := p.block(f, wait.Pos()), p.block(f, call.Pos())
	return g.Dominates(i, j) || g.Dominates(j, i)
}

// Runs reports whether the loop runs in a context.
func (l Poll) Runs(c contexts.Set) bool {
	return l.pkg.newSite(l.In, l.Wait, nil).Contexts().Has(c)
}
