// One site of a call: its arguments, by their roles.

package engine

import (
	"go/ast"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// newSite returns a site at node in a function of which no argument is known. Without a fact it is only a place, for a report
// and the questions where it runs.
func (p *Package) newSite(in *code.Func, node ast.Node, fact *winapi.Func) *Site {
	return &Site{
		Fact: fact, Node: node, In: in, pkg: p, block: p.block(in, node.Pos()),
		values: map[winapi.Role]names.Values{}, exprs: map[winapi.Role]ast.Expr{},
	}
}

// site makes the site of a use of fact at node, whose arguments are shifted by offset.
func (p *Package) site(in *code.Func, node ast.Node, fact *winapi.Func, offset int) *Site {
	s := p.newSite(in, node, fact)
	c, ok := node.(*ast.CallExpr)
	if fact == nil || !ok {
		return s
	}
	if c.Ellipsis.IsValid() && !fact.Variadic { // a dynamic call that hands its own list on
		args := p.arguments(c, offset)
		for role, i := range fact.Roles {
			if i >= 0 && i < len(args) {
				s.values[role] = args[i]
			}
		}
		if fact.Has(winapi.StartProcess) {
			s.values[lineRole] = s.line()
		}
		return s
	}
	for role, i := range fact.Roles {
		pos := i
		if i >= 0 {
			pos += offset
		}
		if x, _ := p.eval.ArgumentExpr(c, pos); x != nil {
			s.exprs[role] = x
			s.values[role] = p.handler(x, role)
		}
	}
	for role, text := range fact.Fixed {
		s.values[role] = names.Lit(text)
	}
	if fact.Has(winapi.StartProcess) {
		p.started(s, c)
	}
	if fact.Is[winapi.CreatePipe] == "part" || fact.Is[winapi.DialPipe] == "part" {
		s.values["name"] = names.Concat(names.Lit(`\\.\pipe\`), s.values["name"])
	}
	if fact.Is[winapi.LockFile] == "temp" {
		s.values["name"] = names.Concat(names.One(names.Segment{Kind: names.Path, Text: names.Temporary}), names.Concat(names.Lit(`\`), s.values["name"]))
	}
	p.completeAddress(s)
	p.completeDescriptor(s)
	p.completeLibraryObject(s)
	s.bindAction()
	p.judgeOutcome(s, in, c)
	return s
}

// maxArgs is the largest number of arguments that a Win32 function of the catalogue takes, and more.
const maxArgs = 18

// arguments returns the values of the arguments from position first on.
func (p *Package) arguments(c *ast.CallExpr, first int) []names.Values {
	var out []names.Values
	for i := first; i < len(c.Args); i++ {
		if i == len(c.Args)-1 && c.Ellipsis.IsValid() {
			for _, t := range p.eval.Eval(c.Args[i]) {
				if len(t) == 1 && t[0].Kind == names.Param {
					for k := range maxArgs {
						s := t[0]
						s.Spread, s.Item = true, uint8(k)
						out = append(out, names.One(s))
					}
				}
			}
			break
		}
		out = append(out, p.eval.Eval(c.Args[i]))
	}
	return out
}

// handler evaluates an argument. One whose static type is concrete is an object of that type, whatever interface the
// parameter has.
func (p *Package) handler(x ast.Expr, role winapi.Role) names.Values {
	if role == "handler" {
		if t := p.Code.Info.TypeOf(x); t != nil && !isFunc(t) {
			if name := names.ConcreteType(t); name != "" {
				return names.One(names.Segment{Kind: names.Object, Text: name})
			}
		}
	}
	return p.eval.Eval(x)
}
