// Whether code asks whose process it has found.

package engine

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// ownedOnly reports whether a function, or what it calls, compares the sessions or owners of what it finds, or keeps to
// the children of a process.
func (p *Package) ownedOnly(f *code.Func) bool { return p.asksOwner(f, been{}, 0) }

func (p *Package) asksOwner(f *code.Func, seen been, depth int) bool {
	if f == nil || f.Body == nil || seen.again(f, depth) {
		return false
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			fact, _ := p.callee(n)
			switch {
			case fact == nil:
				if depth < 2 && len(n.Args) > 0 {
					if q, g := p.target(n); g != nil && g != f {
						found = q.asksOwner(g, seen, depth+1)
					}
				}
			case fact.Is[winapi.Source] == "session", fact.Has(winapi.ProcessOwner),
				fact.Is[winapi.Source] == "user" && fact.Roles["token"] == winapi.Receiver && len(fact.Roles) > 0:
				found = true
			case fact.Has(winapi.QueryToken):
				found = true
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				found = p.tellsOwner(n.X) || p.tellsOwner(n.Y)
			}
		}
		return !found
	})
	return found
}

// tellsOwner reports whether x is the parent or the session of a process, by the name that structures give it.
func (p *Package) tellsOwner(x ast.Expr) bool {
	for {
		c, ok := ast.Unparen(x).(*ast.CallExpr)
		if !ok {
			break
		}
		if len(c.Args) == 0 {
			x = c.Fun
			break
		}
		x = c.Args[0]
	}
	var name string
	switch x := ast.Unparen(x).(type) {
	case *ast.SelectorExpr:
		name = x.Sel.Name
	case *ast.Ident:
		name = x.Name
	}
	switch strings.ToLower(name) {
	case "parentprocessid", "th32parentprocessid", "ppid", "parentpid", "sessionid", "session":
		return true
	}
	return false
}
