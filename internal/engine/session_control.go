// Whether a service asks for session changes and looks at them.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// HearsSessions reports whether the program of the site is told of session changes otherwise than by its service's handler.
func (p *Package) HearsSessions(s *Site) bool {
	return slices.ContainsFunc(p.Everywhere(winapi.NotifySession), func(t *Site) bool {
		return t.Fact.Is[winapi.NotifySession] != "accept" && p.beside(s, t)
	})
}

// HandlesSessions reports whether the program of the site looks at the session changes that its service's handler is told.
func (p *Package) HandlesSessions(s *Site) bool {
	return slices.ContainsFunc(p.everywhere, func(q *Package) bool {
		for id, obj := range q.Code.Info.Uses {
			looks := false
			switch obj := obj.(type) {
			case *types.Const:
				f := q.constant(obj)
				looks = f != nil && f.Is[winapi.NotifySession] == "case"
			case *types.Var:
				looks = obj.IsField() && q.eventField(id, obj)
			}
			if looks && p.beside(s, q.newSite(q.Code.Enclosed(id.Pos()), id, nil)) {
				return true
			}
		}
		return false
	})
}

// eventField reports whether id selects the part of a request that says what happened in which session.
func (p *Package) eventField(id *ast.Ident, f *types.Var) bool {
	if f.Pkg() == nil || !p.cat.Package(f.Pkg().Path()) {
		return false
	}
	sel, ok := p.parent(id).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	kind, ok := p.fieldKind(f, p.Code.Info.TypeOf(sel.X), winapi.NotifySession)
	return ok && (kind == "event" || kind == "data")
}

// beside reports whether two sites stand in one program, or in one package.
func (p *Package) beside(a, b *Site) bool { return a.pkg == b.pkg || p.Together(a, b) }

func (p *Package) constant(c *types.Const) *winapi.Func {
	if c.Pkg() == nil {
		return nil
	}
	return p.cat.Go(c.Pkg().Path() + "." + c.Name())
}

// An Accepted is the set of controls that a service's handler says it accepts.
type Accepted struct {
	Expr     ast.Expr // where the set is written
	Sessions bool     // session changes are among them
}

// Accepted returns what the status at the site says that the service accepts; false if that is nothing, or not known.
func (s *Site) Accepted() (a Accepted, ok bool) {
	x := s.exprs["value"]
	if x == nil {
		return a, false
	}
	bit := s.pkg.Constant("SERVICE_ACCEPT_SESSIONCHANGE")
	a.Expr = s.pkg.declared(x)
	if v := s.pkg.Code.Info.Types[x].Value; v != nil {
		n, exact := constant.Int64Val(constant.ToInt(v))
		a.Sessions = n&bit != 0
		return a, exact && n != 0
	}
	a.Sessions = len(s.pkg.Bits(x, bit)) > 0
	return a, s.pkg.Code.Info.Types[a.Expr].Value != nil
}

// declared returns the expression that a constant, or a variable with one value, is declared with.
func (p *Package) declared(x ast.Expr) ast.Expr {
	for range names.MaxDepth {
		id, ok := ast.Unparen(x).(*ast.Ident)
		if !ok {
			return x
		}
		switch obj := p.Code.Info.Uses[id].(type) {
		case *types.Const:
			y := p.Code.Const(obj)
			if y == nil {
				return x
			}
			x = y
		case *types.Var:
			defs := p.Code.Reaching(obj, id.Pos())
			if obj.Parent() == p.Code.Types.Scope() {
				defs = p.Code.Defs(obj)
			}
			if len(defs) != 1 || defs[0].Kind != code.Assigned || defs[0].Index >= 0 {
				return x
			}
			x = defs[0].Value
		default:
			return x
		}
	}
	return x
}

// A Dispatch is the switch by which a service's handler tells the controls apart.
type Dispatch struct {
	Request string // how the handler names the request
	Package string // how the constants' package is named there, with a dot
	Margin  string // of its cases
	End     token.Pos
}

// Dispatch returns the switch over the controls in the function of the site, or in one of its literals.
func (s *Site) Dispatch() (d Dispatch, ok bool) {
	f := outermost(s.In)
	if f.Body == nil {
		return d, false
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		sw, is := n.(*ast.SwitchStmt)
		if !is || ok || sw.Tag == nil {
			return !ok
		}
		sel, is := ast.Unparen(sw.Tag).(*ast.SelectorExpr)
		if !is {
			return true
		}
		v, is := s.pkg.Code.Info.Uses[sel.Sel].(*types.Var)
		if kind, has := s.pkg.fieldKind(v, s.pkg.Code.Info.TypeOf(sel.X), winapi.NotifySession); !is || !has || kind != "cmd" {
			return true
		}
		d.Request, _ = s.pkg.source(sel.X)
		for _, c := range sw.Body.List {
			for _, x := range c.(*ast.CaseClause).List {
				if y, is := ast.Unparen(x).(*ast.SelectorExpr); is {
					q, _ := s.pkg.source(y.X)
					d.Package = q + "."
				}
			}
		}
		d.End, ok = sw.Body.Rbrace, true
		d.Margin = strings.Repeat("\t", s.pkg.Code.Fset.PositionFor(d.End, false).Column-1)
		return false
	})
	return d, ok
}

// Hides reports whether the site starts a service by a library that accepts the controls itself and has no way to pass
// session changes on.
func (p *Package) Hides(s *Site) bool {
	switch s.Fact.Is[winapi.Entry] {
	case "service", "handler", "run":
	default:
		return false
	}
	passesOn := once(p, "packages that pass session changes on", func() map[string]bool {
		pkgs := map[string]bool{}
		for _, f := range p.cat.All {
			if f.Is[winapi.NotifySession] == "accept" {
				pkgs[f.Pkg] = true
			}
		}
		return pkgs
	})
	return s.Fact.Pkg != "" && !passesOn[s.Fact.Pkg]
}
