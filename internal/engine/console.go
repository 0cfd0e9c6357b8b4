// Questions to whoever sits at the console.

package engine

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Asked reports whether the read at the site is a question to whoever sits at the console: it takes a word from standard
// input, or a line or key after a prompt was printed. A program that a parent feeds prints none.
func (s *Site) Asked() bool {
	kind, ok := s.Kind(winapi.ReadReader)
	s.pkg.mu.Lock()
	defer s.pkg.mu.Unlock()
	if !ok || !s.values["reader"].Is(names.Stdin) {
		return false
	}
	return kind == "token" || kind != "all" && s.prompted()
}

// prompted reports whether a question is printed on the way to the site, in the same function.
func (s *Site) prompted() bool {
	g := s.In.Graph()
	if g == nil {
		return false
	}
	seen := been{}
	for _, c := range s.In.Calls {
		if c.Pos() < s.Node.Pos() && g.Dominates(s.pkg.block(s.In, c.Pos()), s.block) && s.pkg.asks(c, seen, 0) {
			return true
		}
	}
	return false
}

// asks reports whether a call prints a question at the console: a text that leaves the cursor behind it, or ends as
// questions do.
func (p *Package) asks(c *ast.CallExpr, seen been, depth int) bool {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil {
		return false
	}
	if f := p.Code.FuncOf(fn); f != nil && depth < 2 {
		return !seen.again(f, depth) && slices.ContainsFunc(f.Calls, func(c *ast.CallExpr) bool { return p.asks(c, seen, depth+1) })
	}
	fact := p.cat.Go(p.Code.FullName(fn))
	if fact == nil {
		return false
	}
	argument := func(role winapi.Role) ast.Expr { return p.roleOf(c, fact, 0, role) }
	switch fact.Is[winapi.Print] {
	case "stdout":
	case "writer":
		if w := argument("writer"); w == nil || !p.eval.Eval(w).Is(names.Console) {
			return false
		}
	default:
		return false
	}
	x := argument("format")
	if x == nil {
		if len(c.Args) == 0 {
			return false
		}
		x = c.Args[len(c.Args)-1]
	}
	return question(p.eval.Eval(x), strings.HasSuffix(fact.Name, "ln"))
}

// question reports whether a text that is printed, with the end of the line if ln is set, asks something.
func question(text names.Values, ln bool) bool {
	for _, t := range text {
		if len(t) == 0 {
			continue
		}
		last := t[len(t)-1]
		if last.Kind != names.Known {
			if !ln {
				return true
			}
			continue
		}
		bare := strings.TrimRight(last.Text, " \t\r\n")
		if !ln && !strings.HasSuffix(last.Text, "\n") && last.Text != "" {
			return true
		}
		if bare != "" && strings.ContainsAny(bare[len(bare)-1:], ":?>])") {
			return true
		}
	}
	return false
}

// prompts adds a site for each function that asks at the console and is handed as a value to code that is not analysed,
// which calls it.
func (p *Package) prompts() {
	for _, f := range p.Code.Funcs {
		for _, id := range f.Refs {
			fact := p.cat.Go(p.refName(id))
			if fact == nil || fact.Is[winapi.UI] != "prompt" || p.dead(f, id.Pos()) {
				continue
			}
			x := ast.Expr(id)
			if sel, ok := p.parent(id).(*ast.SelectorExpr); ok {
				x = sel
			}
			away := false
			p.follow(x, func(y ast.Expr, parent ast.Node) bool {
				away = away || p.leaves(y, parent)
				return !away
			})
			if away {
				p.sites = append(p.sites, p.site(f, x, fact, 0))
			}
		}
	}
}

// refName returns the full name of the function that id names without calling it.
func (p *Package) refName(id *ast.Ident) string {
	fn, ok := p.Code.Info.Uses[id].(*types.Func)
	if !ok || fn.Pkg() == p.Code.Types {
		return ""
	}
	return fn.Origin().FullName()
}

// leaves reports whether x is put into a field or given to a function of a package that is not analysed.
func (p *Package) leaves(x ast.Expr, parent ast.Node) bool {
	foreign := func(pkg *types.Package) bool { return pkg != nil && !p.ours(pkg) }
	switch n := parent.(type) {
	case *ast.KeyValueExpr:
		if id, ok := n.Key.(*ast.Ident); ok && ast.Unparen(n.Value) == x {
			v, ok := p.Code.Info.Uses[id].(*types.Var)
			return ok && v.IsField() && foreign(v.Pkg())
		}
	case *ast.AssignStmt:
		for i, y := range n.Rhs {
			if ast.Unparen(y) == x && len(n.Lhs) == len(n.Rhs) {
				v := p.variable(n.Lhs[i])
				return v != nil && v.IsField() && foreign(v.Pkg())
			}
		}
	case *ast.CallExpr:
		if ast.Unparen(n.Fun) == x || p.Code.Info.Types[n.Fun].IsType() {
			return false
		}
		fn := code.StaticCallee(p.Code.Info, n)
		return fn != nil && foreign(fn.Pkg())
	}
	return false
}
