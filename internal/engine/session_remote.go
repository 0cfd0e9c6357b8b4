// Whether code asks where a session is shown.

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

// glassSession is the value in the registry that holds the id of the session at the machine's own screen.
// https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment
const glassSession = "GlassSessionId"

// AsksSession reports whether some code that is known asks Windows for where a session is shown: whether it is the one at
// the machine's own screen, or how its client is connected.
func (p *Pass) AsksSession() bool {
	if slices.ContainsFunc(p.Everywhere(winapi.ReadKey), func(s *Site) bool {
		name, ok := s.Values("value").Known()
		return ok && strings.EqualFold(name, glassSession)
	}) {
		return true
	}
	return slices.ContainsFunc(p.Everywhere(winapi.UseSession), func(s *Site) bool {
		class, ok := s.Int("class")
		return ok && (class == p.Constant("WTSIsRemoteSession") || class == p.Constant("WTSClientProtocolType"))
	})
}

// AsksRemote reports whether some code that is known asks, in whatever way, whether the session is a remote one.
func (p *Pass) AsksRemote() bool {
	if p.AsksSession() {
		return true
	}
	if slices.ContainsFunc(p.Everywhere(winapi.RemoteTest), func(s *Site) bool {
		index, ok := s.Int("index")
		return ok && (index == p.Constant("SM_REMOTESESSION") || index == p.Constant("SM_REMOTECONTROL"))
	}) {
		return true
	}
	return slices.ContainsFunc(p.Everywhere(winapi.Env), func(s *Site) bool {
		name, ok := s.Values("name").Known()
		v, known := p.cat.Env(name)
		return ok && known && v.Scope == "session"
	})
}

// AsksFirst reports whether the site's code runs only after a test of where the session is shown.
func (s *Site) AsksFirst() bool {
	s.pkg.mu.Lock()
	defer s.pkg.mu.Unlock()
	for f, pos := s.In, s.Node.Pos(); f != nil; f = f.Parent {
		g := f.Graph()
		if g == nil {
			return false
		}
		for _, c := range g.Conds(max(g.Block(pos), 0)) {
			if s.pkg.asksWhere(c.Expr, been{}, 0) || c.Tag != nil && s.pkg.asksWhere(c.Tag, been{}, 0) {
				return true
			}
		}
		if f.Node == nil {
			return false
		}
		pos = f.Node.Pos()
	}
	return false
}

// asksWhere reports whether n asks, itself or by functions of the package, where the session is shown.
func (p *Package) asksWhere(n ast.Node, seen been, depth int) bool {
	if seen.again(n, depth) {
		return false
	}
	found := false
	ast.Inspect(n, func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.Ident: // remote := isRemote(); if !remote ...
			v, ok := p.Code.Info.Uses[m].(*types.Var)
			if !ok || depth >= maxIdle {
				break
			}
			for _, d := range p.Code.Defs(v) {
				if d.Value != nil && d.Kind == code.Assigned {
					found = found || p.asksWhere(d.Value, seen, depth+1)
				}
			}
		case *ast.CallExpr:
			fact, offset := p.eval.Callee(m)
			if fact != nil {
				found = found || p.tellsWhere(m, fact, offset)
				break
			}
			if fn := code.StaticCallee(p.Code.Info, m); fn != nil && fn.Pkg() != nil && depth < maxIdle {
				q := p
				if fn.Pkg() != p.Code.Types {
					if q = p.packageOf(fn); q == nil || q.skip {
						break
					}
					q.mu.Lock()
					defer q.mu.Unlock()
				}
				if f := q.Code.FuncOf(fn); f != nil && f.Body != nil {
					found = found || q.asksWhere(f.Body, seen, depth+1)
				}
			}
		}
		return !found
	})
	return found
}

// tellsWhere reports whether a call of fact tells where a session is shown.
func (p *Package) tellsWhere(c *ast.CallExpr, fact *winapi.Func, offset int) bool {
	text := func(role winapi.Role) names.Values {
		if x := p.roleOf(c, fact, offset, role); x != nil {
			return p.eval.Eval(x)
		}
		return nil
	}
	switch {
	case fact.Is[winapi.ConsoleSession] == "id":
		return true
	case fact.Is[winapi.RemoteTest] == "metric":
		v := text("index")
		n, ok := v.Int()
		return ok && n == p.Constant("SM_REMOTESESSION")
	case fact.Has(winapi.ReadKey):
		v := text("value")
		name, ok := v.Known()
		return ok && strings.EqualFold(name, glassSession)
	case fact.Has(winapi.UseSession):
		v := text("class")
		n, ok := v.Int()
		return ok && (n == p.Constant("WTSIsRemoteSession") || n == p.Constant("WTSClientProtocolType"))
	}
	return false
}
