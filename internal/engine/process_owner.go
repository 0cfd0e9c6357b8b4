// Whether code asks whose process it has found.

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

// ownedOnly reports whether a function, or what it calls, compares the sessions or owners of what it finds, keeps to
// the children of a process, or to a command line that is not everybody's.
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
			case p.tellsInstance(n):
				found = true
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
				found = p.tellsOwner(n.X) || p.tellsOwner(n.Y) || p.particularLine(n.X, n.Y)
			}
		}
		return !found
	})
	return found
}

// tellsInstance reports whether a call is a test of a process's command line for what others of its kind have not in theirs.
func (p *Package) tellsInstance(c *ast.CallExpr) bool {
	return len(c.Args) == 2 && isBool(p.Code.Info.TypeOf(c)) && p.particularLine(c.Args[0], c.Args[1])
}

// particularLine reports whether one of x and y is a process's command line, or a part of it, and the other is told apart by more
// than the program that runs and a word that is always the same: by a directory, an id, an option that has one.
func (p *Package) particularLine(x, y ast.Expr) bool {
	for _, pair := range [][2]ast.Expr{{x, y}, {y, x}} {
		if p.isText(pair[1]) && p.commandLine(pair[0], been{}, 0) {
			v := p.Eval(pair[1])
			return len(v) > 0 && !slices.ContainsFunc(v, func(t names.Text) bool { return !particular(t) })
		}
	}
	return false
}

func particular(t names.Text) bool {
	for _, s := range t {
		switch s.Kind {
		case names.User, names.Session, names.Process, names.Random:
			return true
		case names.Known, names.Nil:
		case names.Path:
			if s.Text != names.Executable {
				return true
			}
		default:
			if len(t) > 1 || s.Path != "" {
				return true
			}
		}
	}
	return false
}

// commandLine reports whether x is a process's command line, or a part of it.
func (p *Package) commandLine(x ast.Expr, seen been, depth int) bool {
	if x == nil || depth > names.MaxDepth || seen.again(x, depth) {
		return false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		if fact, _ := p.callee(x); fact != nil && fact.Has(winapi.ProcessImage) {
			return fact.Is[winapi.ProcessImage] == "cmdline"
		}
		return len(x.Args) > 0 && !isBool(p.Code.Info.TypeOf(x)) && p.commandLine(x.Args[0], seen, depth+1)
	case *ast.IndexExpr:
		return p.commandLine(x.X, seen, depth+1)
	case *ast.SliceExpr:
		return p.commandLine(x.X, seen, depth+1)
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() {
			return false
		}
		return slices.ContainsFunc(p.Code.Reaching(v, x.Pos()), func(d *code.Def) bool {
			return (d.Kind == code.Assigned && d.Index <= 0 && d.Op == token.ILLEGAL || d.Kind == code.Ranged && d.Index == 1) &&
				p.commandLine(d.Value, seen, depth+1)
		})
	}
	return false
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
