// Whose environment a process gets that is started with a user's token.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// ForeignEnvironment returns where a process that is started with another user's token is given the environment of the
// process that starts it, nil if it is not. Os/exec and os.StartProcess take the token's own environment where none is
// given ("internal/syscall/execenv"), CreateProcessAsUser takes the caller's
// ("win32/api/processthreadsapi/nf-processthreadsapi-createprocessasuserw").
func (s *Site) ForeignEnvironment() ast.Expr {
	if !s.Fact.Has(winapi.StartProcess) {
		return nil
	}
	if s.set == nil {
		return nil
	}
	if x := s.exprs["token"]; x != nil {
		env := s.exprs["env"]
		if _, profile := s.Fact.Roles["logon_flags"]; profile || env == nil || s.pkg.ownToken(x) {
			return nil // CreateProcessWithTokenW and WithLogonW make the environment from the user's profile
		}
		if v := s.values["token"]; len(v) == 0 || len(v) == 1 && v[0].Null() {
			return nil
		}
		if v := s.values["env"]; len(v) > 0 {
			null := true
			for _, t := range v {
				null = null && t.Null()
			}
			if null {
				return env
			}
		}
		if s.pkg.environmentOf(env) == ownEnvironment {
			return env
		}
		return nil
	}
	user := false
	for _, x := range s.set["token"] {
		if v := s.pkg.Eval(x); len(v) == 1 && v[0].Null() {
			continue
		}
		if s.pkg.ownToken(x) {
			return nil
		}
		user = true
	}
	if !user {
		return nil
	}
	var at ast.Expr
	for _, x := range s.set["env"] {
		switch s.pkg.environmentOf(x) {
		case ownEnvironment:
			if at == nil {
				at = x
			}
		case usersEnvironment:
			return nil // the process's own only where the user's cannot be had
		}
	}
	return at
}

// A wellspring is whose an environment is.
type environmentOwner uint8

const (
	nobodysEnvironment environmentOwner = iota
	ownEnvironment                      // the process's own, or made of its variables
	usersEnvironment                    // made for a token
)

// environmentOf returns whose environment x is, or is made of; a user's wins.
func (p *Package) environmentOf(x ast.Expr) environmentOwner {
	return p.environmentBelow(x, map[step]environmentOwner{}, 0)
}

func (p *Package) environmentBelow(x ast.Expr, found map[step]environmentOwner, depth int) (owner environmentOwner) {
	if x == nil || depth > names.MaxDepth {
		return nobodysEnvironment
	}
	at := step{x, depth}
	if w, known := found[at]; known {
		return w
	}
	defer func() { found[at] = owner }()
	all := func(list ...ast.Expr) (w environmentOwner) {
		for _, y := range list {
			w = max(w, p.environmentBelow(y, found, depth+1))
		}
		return w
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		if f, _ := p.callee(x); f != nil {
			switch f.Kind(winapi.Env) {
			case "get":
				if len(x.Args) != 1 {
					return nobodysEnvironment
				}
				if name, ok := p.Eval(x.Args[0]).Known(); ok {
					if v, ok := p.cat.Env(name); ok && (v.Scope == "user" || v.Scope == "both") {
						return ownEnvironment
					}
				}
				return nobodysEnvironment // the machine's, or the program's
			case "all":
				return ownEnvironment
			case "block", "expand.user":
				return usersEnvironment
			}
		}
		if fn := code.StaticCallee(p.Code.Info, x); fn != nil {
			if g := p.Code.FuncOf(fn); g != nil {
				w, sure := nobodysEnvironment, true
				for _, r := range g.Returns {
					if len(r.Results) > 0 && !p.isNil(r.Results[0]) {
						got := p.environmentBelow(r.Results[0], found, depth+1)
						w, sure = max(w, got), sure && got != nobodysEnvironment
					}
				}
				if !sure && w == ownEnvironment {
					w = nobodysEnvironment // only where what else it returns cannot be had
				}
				return max(w, all(x.Args...))
			}
		}
		return all(x.Args...)
	case *ast.CompositeLit:
		return all(x.Elts...)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return all(x.X, x.Y)
		}
	case *ast.UnaryExpr:
		return all(x.X)
	case *ast.IndexExpr:
		return all(x.X)
	case *ast.SliceExpr:
		return all(x.X)
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return nobodysEnvironment
		}
		var w environmentOwner
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			switch {
			case d.Kind == code.Addressed:
				if call, ok := d.Value.(*ast.CallExpr); ok {
					w = max(w, p.environmentBelow(call.Fun, found, depth+1))
					if f, _ := p.callee(call); f != nil && f.Kind(winapi.Env) == "block" {
						return usersEnvironment
					}
				}
			case d.Value != nil && (d.Kind == code.Assigned && d.Index <= 0 || d.Kind == code.Changed):
				w = max(w, p.environmentBelow(d.Value, found, depth+1))
			}
		}
		return w
	}
	return nobodysEnvironment
}
