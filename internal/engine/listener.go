// What becomes of a listener: whether it accepts, guards the program, or waits for a sign-in.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/rdslint/rdslint/internal/winapi"
)

// A Listener is what becomes of what a call that listens returns.
type Listener struct {
	Accepts bool   // connections are taken from it
	Serves  string // the package of the server that it is given to
	Escapes bool   // somebody else gets it
	Closes  bool   // it is closed on the way
	Defers  bool   // it is closed at the end
}

// Idle reports whether nobody ever connects to the listener: only having it counts.
func (l Listener) Idle() bool { return !l.Accepts && l.Serves == "" && !l.Escapes }

// made returns the site that s leads to in the end and its call, which is nil if it is only known from a fact.
func (s *Site) made() (*Site, *ast.CallExpr) {
	if home := s.home(); home != nil && home.In.Body != nil {
		return home, home.Call()
	}
	return s, nil
}

// Listener returns what becomes of the listener that the site makes in the end.
func (s *Site) Listener() Listener {
	var l Listener
	if s.Fact.Is[winapi.Listen] == "http" {
		l.Serves = s.Fact.Pkg
		return l
	}
	s, call := s.made()
	if call == nil {
		l.Escapes = true
		return l
	}
	s.pkg.mu.Lock()
	defer s.pkg.mu.Unlock()
	switch n := s.pkg.parent(call).(type) {
	case *ast.AssignStmt:
		if len(n.Rhs) == 1 {
			s.pkg.kept(&l, n.Lhs[0], map[types.Object]bool{})
		}
	case *ast.ValueSpec:
		s.pkg.kept(&l, n.Names[0], map[types.Object]bool{})
	default:
		l.Escapes = true
	}
	return l
}

// kept adds what becomes of a listener that is put into x.
func (p *Package) kept(l *Listener, x ast.Expr, seen map[types.Object]bool) {
	if id, ok := x.(*ast.Ident); ok && id.Name == "_" {
		return
	}
	v := p.variable(x)
	if v == nil || v.Exported() || v.Pkg() != p.Code.Types {
		l.Escapes = true
		return
	}
	if seen[v] {
		return
	}
	seen[v] = true
	for _, id := range p.Code.Uses(v) {
		y := ast.Expr(id)
		parent := p.parent(id)
		if sel, ok := parent.(*ast.SelectorExpr); ok && sel.Sel == id {
			y, parent = sel, p.parent(sel)
		}
		switch n := parent.(type) {
		case *ast.SelectorExpr:
			call, _ := p.parent(n).(*ast.CallExpr)
			switch name := n.Sel.Name; {
			case call == nil || call.Fun != n:
				l.Escapes = true
			case isAccept(name), isRead(name):
				l.Accepts = true
			case isClose(n):
				if _, ok := p.parent(call).(*ast.DeferStmt); ok || p.Code.Enclosed(call.Pos()).Parent != nil {
					l.Defers = true
				} else {
					l.Closes = true
				}
			}
		case *ast.CallExpr:
			if fact, _ := p.eval.Callee(n); fact != nil && fact.Has(winapi.Serve) {
				l.Serves = fact.Pkg
			} else {
				l.Escapes = true
			}
		case *ast.BinaryExpr:
		case *ast.AssignStmt:
			for i, r := range n.Rhs {
				if ast.Unparen(r) == y {
					p.kept(l, n.Lhs[min(i, len(n.Lhs)-1)], seen)
				}
			}
		default:
			l.Escapes = true
		}
	}
}

// instance finds the words with which a program tells that it runs already.
var instance = regexp.MustCompile(`(?i)\balready (running|started|open)|\banother (instance|copy)\b|\b(one|single) instance\b|\binstance\b.* running\b`)

// guess finds the words with which a program names others than itself, too, that may have what it wants.
var guess = regexp.MustCompile(`(?i)\bor\b.*\b(another|(an|some|any) ?other|a different) (application|app|program|process|service|server|software)\b|\bor something else\b`)

// Guards reports whether the call that the site makes in the end decides that the program runs already: when it fails,
// the program says so, or ends as if all were well.
func (s *Site) Guards() bool {
	s, call := s.made()
	if call == nil {
		return false
	}
	body := s.pkg.failure(call)
	if body == nil {
		return false
	}
	s.pkg.mu.Lock()
	defer s.pkg.mu.Unlock()
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			found = found || n.Kind == token.STRING && instance.MatchString(n.Value) && !guess.MatchString(n.Value)
		case *ast.CallExpr:
			if fact, _ := s.pkg.eval.Callee(n); fact != nil && fact.Is[winapi.Exit] == "process" && len(n.Args) == 1 {
				code, ok := s.pkg.eval.Eval(n.Args[0]).Int()
				found = found || ok && code == 0
			}
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// callback finds the words of a program that waits for a browser to come back from a sign-in.
var callback = regexp.MustCompile(`(?i)/(oauth2?|auth|login|signin)?[/_-]?callback\b|/oauth2?/|\bredirect_ur[il]\b`)

// signIn finds the names of what has to do with the answer of a sign-in.
var signIn = regexp.MustCompile(`(?i)oauth|\boidc|callback_?(server|listener|addr|host|port)`)

// Callback reports whether the site listens for the answer of a sign-in: its function, or the one that names the address,
// speaks of one, or that or the address is named for it.
func (s *Site) Callback() bool {
	home, _ := s.made()
	for _, t := range []*Site{s, home} {
		f := outermost(t.In)
		if f.Body == nil {
			continue
		}
		info := t.pkg.Code.Info
		found := signIn.MatchString(f.ID[strings.LastIndexByte(f.ID, '/')+1:])
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if x, ok := n.(ast.Expr); ok {
				if v := info.Types[x].Value; v != nil && v.Kind() == constant.String {
					found = found || callback.MatchString(constant.StringVal(v))
				}
			}
			return !found
		})
		if x := t.exprs["addr"]; x != nil {
			ast.Inspect(x, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				found = found || ok && signIn.MatchString(id.Name)
				return !found
			})
		}
		if found {
			return true
		}
	}
	return false
}

// failure returns what runs if a call returns an error, nil if that is not known.
func (p *Package) failure(call *ast.CallExpr) *ast.BlockStmt {
	as, ok := p.parent(call).(*ast.AssignStmt)
	if !ok || len(as.Rhs) != 1 {
		return nil
	}
	v := p.variable(as.Lhs[len(as.Lhs)-1])
	if v == nil {
		return nil
	}
	for _, id := range p.Code.Uses(v) {
		if id.Pos() < as.End() {
			continue
		}
		test, ok := p.parent(id).(*ast.BinaryExpr)
		if !ok || test.Op != token.NEQ {
			continue
		}
		defs := p.Code.Reaching(v, id.Pos())
		if branch, ok := p.parent(test).(*ast.IfStmt); ok && len(defs) == 1 && defs[0].Node == as {
			return branch.Body
		}
	}
	return nil
}

// Others returns the sites that listen instead of the site where it is not chosen or fails: their listeners are put into
// the same variable.
func (s *Site) Others() []*Site {
	s, call := s.made()
	if call == nil {
		return nil
	}
	as, ok := s.pkg.parent(call).(*ast.AssignStmt)
	if !ok {
		return nil
	}
	v := s.pkg.variable(as.Lhs[0])
	if v == nil {
		return nil
	}
	var out []*Site
	for _, d := range s.pkg.Code.Defs(v) {
		for _, t := range s.pkg.sites {
			if t.Node == d.Value && t.Node != call && t.Fact != nil && t.Fact.Has(winapi.Listen) {
				out = append(out, t)
			}
		}
	}
	return out
}

// InTurn reports whether the site stands in a loop that is left as soon as it succeeds: several are tried in turn.
func (s *Site) InTurn() bool {
	path := s.pkg.Code.Enclosing(s.Node.Pos(), s.Node.End())
	for _, n := range path {
		switch n := n.(type) {
		case *ast.ForStmt:
			return s.pkg.quits(n.Body)
		case *ast.RangeStmt:
			return s.pkg.quits(n.Body)
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

// quits reports whether a loop is left elsewhere than behind an error.
func (p *Package) quits(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.SelectStmt:
			return false
		case *ast.IfStmt:
			if test, ok := n.Cond.(*ast.BinaryExpr); ok && test.Op == token.NEQ && p.Code.Info.Types[test.Y].IsNil() {
				if n.Else != nil {
					found = found || p.quits(&ast.BlockStmt{List: []ast.Stmt{n.Else}})
				}
				return false
			}
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Tok == token.BREAK
		}
		return !found
	})
	return found
}
