// Whether a text decides something, and what it is compared with.

package engine

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/winapi"
)

// Decides reports whether the text that the site yields decides something: it is compared with another, or it is only asked
// whether there is one. What is also shown, stored or handed on is a label.
func (s *Site) Decides() bool {
	call := s.Call()
	if call == nil {
		return false
	}
	if as, ok := s.pkg.parent(call).(*ast.AssignStmt); ok && len(as.Rhs) == 1 && len(as.Lhs) == 2 {
		if id, ok := as.Lhs[0].(*ast.Ident); ok && id.Name == "_" {
			return true // only whether there is one
		}
	}
	s.pkg.mu.Lock()
	defer s.pkg.mu.Unlock()
	d := &decision{Package: s.pkg, seen: been{}}
	d.look(call, 0)
	return d.compared || d.asked && !d.label
}

// A decision is a look at what a text is used for.
type decision struct {
	*Package
	compared bool // with a text
	asked    bool // whether it is empty
	label    bool // used otherwise
	seen     been
}

func (d *decision) look(x ast.Expr, depth int) {
	if d.seen.again(x, depth) {
		return
	}
	d.follow(x, func(x ast.Expr, parent ast.Node) bool {
		switch n := parent.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				d.label = true
				break
			}
			other := n.X
			if ast.Unparen(n.X) == x {
				other = n.Y
			}
			if text, ok := d.eval.Eval(other).Known(); ok && text == "" {
				d.asked = true
			} else {
				d.compared = true
			}
		case *ast.SwitchStmt:
			d.compared = d.compared || ast.Unparen(n.Tag) == x
		case *ast.CallExpr:
			fact, _ := d.eval.Callee(n)
			switch {
			case fact == nil:
				if tv := d.Code.Info.Types[n.Fun]; tv.IsBuiltin() {
					d.asked = true // len
				} else if !d.inside(n) {
					d.label = true
				}
			case fact.Has(winapi.TextTest), fact.Has(winapi.Equal):
				d.compared = true
			case fact.Has(winapi.Text) && depth < 3 && passesText(fact):
				d.look(n, depth+1)
			default:
				d.label = true
			}
		case *ast.KeyValueExpr, *ast.CompositeLit, *ast.IndexExpr, *ast.SendStmt:
			d.label = true
		case *ast.ReturnStmt:
			d.label = d.label || len(d.callers[d.Code.Enclosed(n.Pos()).ID]) == 0
		}
		return !d.compared
	})
}

// inside reports whether a call is of a function of the package, to whose parameters values are followed.
func (d *decision) inside(c *ast.CallExpr) bool {
	for _, id := range d.callees(c) {
		if strings.Contains(id, d.Code.Types.Path()+".") {
			return true
		}
	}
	return false
}

// passesText reports whether a function of texts gives what it is given, but for its case and what stands around it.
func passesText(f *winapi.Func) bool {
	switch f.Is[winapi.Text] {
	case "pass", "lower", "upper", "space", "trim", "trim.left", "trim.prefix", "trim.right", "trim.suffix":
		return true
	}
	return false
}

// Comparison returns the comparison for equality that the site's call is one side of, and the other side; nil if there is
// none.
func (s *Site) Comparison() (cmp *ast.BinaryExpr, other ast.Expr) {
	call := s.Call()
	if call == nil {
		return nil, nil
	}
	n, ok := s.pkg.parent(call).(*ast.BinaryExpr)
	if !ok || n.Op != token.EQL && n.Op != token.NEQ {
		return nil, nil
	}
	if ast.Unparen(n.X) == ast.Expr(call) {
		return n, n.Y
	}
	return n, n.X
}
