// The folders and environment variables of an account.

package engine

import (
	"go/ast"
	"go/constant"
	"regexp"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// folder judges the functions that tell a directory.
func (s *Site) folder() (Account, bool) {
	a := Account{Kind: Folder, What: s.Name()}
	if !s.ownsToken() {
		return a, false
	}
	switch s.Fact.Kind(winapi.ProfilePath) {
	case "home", "user":
	case "csidl":
		id, ok := s.Int("csidl")
		f, known := s.pkg.cat.CSIDL(uint64(id))
		if !ok || !known || f.Scope != "user" {
			return a, false
		}
		a.What, a.machine = f.Name, f.Machine
	case "known":
		f, ok := s.pkg.knownFolder(s.exprs["folder"], 0)
		if !ok || f.Scope != "user" {
			return a, false
		}
		a.What, a.machine = f.Name, f.Machine
	case "tilde":
		if !tilde(s.values["text"]) {
			return a, false
		}
		a.What = "~"
	case "built":
		a.Kind, a.What = Built, "the directory of a profile"
		_, a.Constant = s.values["path"].Known()
		return a, true
	default:
		return a, false
	}
	return a, !s.idle()
}

// ownsToken reports whether the site asks for no other user's folders: it has no token, or the process's.
func (s *Site) ownsToken() bool {
	if _, ok := s.Fact.Roles["token"]; !ok {
		return true
	}
	v, x := s.values["token"], s.exprs["token"]
	if len(v) == 1 && v[0].Null() {
		return true
	}
	return x != nil && s.pkg.ownToken(x)
}

// tilde reports whether a path can begin with the sign for the home directory.
func tilde(v names.Values) bool {
	for _, t := range v {
		if len(t) == 0 {
			continue
		}
		if k := t[0].Kind; (k == names.Known || k == names.Config) && strings.HasPrefix(t[0].Text, "~") {
			return true
		}
	}
	return false
}

// knownFolder returns the known folder whose id x is: the catalogue's name of a variable, or the bytes of a literal.
func (p *Package) knownFolder(x ast.Expr, depth int) (winapi.Folder, bool) {
	none := winapi.Folder{}
	if x == nil || depth > 4 {
		return none, false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		return p.knownFolder(x.X, depth+1)
	case *ast.CallExpr: // uintptr(unsafe.Pointer(&id))
		if len(x.Args) == 1 {
			return p.knownFolder(x.Args[0], depth+1)
		}
	case *ast.CompositeLit:
		return p.cat.Folder(p.guid(x))
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return none, false
		}
		if v.Pkg() != p.Code.Types {
			if !p.cat.Package(v.Pkg().Path()) {
				return none, false
			}
			return p.cat.Folder(v.Name())
		}
		if defs := p.Code.Defs(v); len(defs) == 1 && defs[0].Kind == code.Assigned && defs[0].Index < 0 {
			return p.knownFolder(defs[0].Value, depth+1)
		}
	}
	return none, false
}

// guid returns the GUID that a literal of a structure of a number, two shorter ones and eight bytes is, in braces.
func (p *Package) guid(lit *ast.CompositeLit) string {
	var b strings.Builder
	const digits = "0123456789ABCDEF"
	put := func(n uint64, width int) {
		for i := width - 1; i >= 0; i-- {
			b.WriteByte(digits[n>>(4*i)&15])
		}
	}
	var list func(elts []ast.Expr, widths ...int) bool
	list = func(elts []ast.Expr, widths ...int) bool {
		for i, x := range elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
			}
			if sub, ok := ast.Unparen(x).(*ast.CompositeLit); ok {
				if !list(sub.Elts, 2, 2, 2, 2, 2, 2, 2, 2) {
					return false
				}
				continue
			}
			v := p.Code.Info.Types[x].Value
			if v == nil || i >= len(widths) {
				return false
			}
			n, ok := constant.Uint64Val(constant.ToInt(v))
			if !ok {
				return false
			}
			put(n, widths[i])
		}
		return true
	}
	if !list(lit.Elts, 8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2) || b.Len() != 32 {
		return ""
	}
	s := b.String()
	return "{" + s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:] + "}"
}

// inText finds the environment variables in a text that is expanded, as os.ExpandEnv and Windows write them.
var inText = regexp.MustCompile(`\$\{?(\w+)\}?|%([\w()]+)%`)

// variable judges the environment variables that are asked for. Several by one call are a table, unless all are the
// account's.
func (s *Site) variable() (Account, bool) {
	var a Account
	switch s.Fact.Kind(winapi.Env) {
	case "get":
		for _, t := range s.values["name"] {
			name, ok := t.Known()
			if !ok {
				return a, false
			}
			kind := s.pkg.ofAccount(name)
			if kind == 0 {
				return a, false
			}
			if a.Kind == 0 {
				v, _ := s.pkg.cat.Env(name)
				a.Kind, a.What, a.machine = kind, "%"+name+"%", v.Machine
			}
		}
	case "expand":
		if x, ok := s.exprs["mapping"]; ok && !s.pkg.getsEnv(x) {
			return a, false
		}
		for _, t := range s.values["src"] {
			for _, seg := range t {
				if seg.Kind != names.Known {
					continue
				}
				for _, m := range inText.FindAllStringSubmatch(seg.Text, -1) {
					name := m[1] + m[2]
					if kind := s.pkg.ofAccount(name); kind != 0 && a.Kind == 0 {
						v, _ := s.pkg.cat.Env(name)
						a.Kind, a.What, a.machine = kind, "%"+name+"%", v.Machine
					}
				}
			}
		}
	}
	return a, a.Kind != 0 && !s.idle() && !s.handsBack()
}

// handsBack reports whether the value of an environment variable is only put where that variable is meant: into the variable
// again, or in the place of its name in a text that the program has not written itself.
func (s *Site) handsBack() bool {
	call := s.Call()
	name, ok := s.values["name"].Known()
	if call == nil || s.remote != nil || !ok || s.Fact.Kind(winapi.Env) != "get" {
		return false
	}
	p, back := s.pkg, true
	p.follow(call, func(x ast.Expr, parent ast.Node) bool {
		if c, ok := parent.(*ast.CallExpr); ok && p.handsTo(c, x, name) {
			return true
		}
		back = p.becoming(x, parent, been{}, 0)&^(logged|compared) == 0
		return back
	})
	return back
}

// handsTo reports whether the argument x of a call, which is the value of an environment variable, stands for that again.
func (p *Package) handsTo(c *ast.CallExpr, x ast.Expr, name string) bool {
	f, shift := p.callee(c)
	if f == nil {
		return false
	}
	arg := func(r winapi.Role) ast.Expr { return p.roleOf(c, f, shift, r) }
	known := func(r winapi.Role) string {
		if y := arg(r); y != nil {
			text, _ := p.Eval(y).Known()
			return text
		}
		return ""
	}
	switch {
	case f.Kind(winapi.Env) == "set":
		return arg("value") == x && strings.EqualFold(known("name"), name)
	case f.Kind(winapi.Text) == "replace" && arg("new") == x:
		sign := known("old")
		return standsFor(sign, name) && !p.writes(c, sign)
	}
	return false
}

// standsFor reports whether a text is what stands for an environment variable in other texts.
func standsFor(text, name string) bool {
	for _, around := range [][2]string{{"%", "%"}, {"${", "}"}, {"$", ""}} {
		if strings.EqualFold(text, around[0]+name+around[1]) {
			return true
		}
	}
	return false
}

// writes reports whether the program gives a text with the sign to the function around c.
func (p *Package) writes(c *ast.CallExpr, sign string) bool {
	for _, up := range p.callers[p.Code.Enclosed(c.Pos()).ID] {
		for _, x := range up.call.Args {
			for _, t := range p.Eval(x) {
				for _, seg := range t {
					if seg.Kind == names.Known && strings.Contains(strings.ToLower(seg.Text), strings.ToLower(sign)) {
						return true
					}
				}
			}
		}
	}
	return false
}

// ofAccount says what an environment variable tells of the account; 0 if nothing. The directory for temporary files is
// the service's own.
func (p *Package) ofAccount(name string) AccountKind {
	v, ok := p.cat.Env(name)
	switch {
	case !ok || v.Scope != "user" || names.OfEnvironment(name, v) == names.Temporary:
		return 0
	case v.Source == "user":
		return Name
	}
	return Folder
}

// getsEnv reports whether x is a function that reads the environment.
func (p *Package) getsEnv(x ast.Expr) bool {
	for _, t := range p.Eval(x) {
		if len(t) == 1 && t[0].Kind == names.Function {
			if f := p.cat.Go(t[0].Text); f != nil && f.Kind(winapi.Env) == "get" {
				return true
			}
		}
	}
	return false
}
