// Profiles' directories that are put together by hand.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// builtProfile is the fact about an expression that puts the path of a profile together.
var builtProfile = &winapi.Func{
	Name: "profile path", Family: "profile path", Is: map[winapi.Class]string{winapi.ProfilePath: "built"}, Params: -1,
}

// profiles adds the uses of the account that are no calls: a library's variables that hold a directory, and paths of
// profiles that are put together by hand, from the drive or from the folder of the public profile.
func (p *Package) profiles() {
	built := map[ast.Expr]bool{}
	for _, n := range p.Code.Nodes {
		switch n := n.(type) {
		case *ast.BasicLit:
			if n.Kind == token.STRING && (mentions(n.Value, "users") || strings.EqualFold(strings.Trim(n.Value, "\"`"), "public")) {
				p.builtFrom(n, built)
			}
		case *ast.SelectorExpr:
			p.placeVariable(n)
		}
	}
}

// placeVariable adds a use of a variable that holds a directory of the account.
func (p *Package) placeVariable(x *ast.SelectorExpr) {
	v, ok := p.Code.Info.Uses[x.Sel].(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Pkg() == p.Code.Types || !p.cat.Package(v.Pkg().Path()) {
		return
	}
	if f := p.cat.Go(v.Pkg().Path() + "." + v.Name()); f != nil && f.Has(winapi.ProfilePath) {
		if in := p.Code.Enclosed(x.Pos()); !p.dead(in, x.Pos()) {
			p.sites = append(p.sites, p.site(in, x, f, 0))
		}
	}
}

// builtFrom adds the texts that are made of a literal and that are the path of a user's profile.
func (p *Package) builtFrom(lit ast.Expr, done map[ast.Expr]bool) {
	from := lit
	public := false
	if c, ok := p.parent(lit).(*ast.CallExpr); ok {
		if f, _ := p.eval.Callee(c); f != nil && f.Kind(winapi.Env) == "get" {
			from, public = c, true
		}
	}
	p.follow(from, func(x ast.Expr, _ ast.Node) bool {
		whole, up := p.wholeText(x)
		if done[whole] || !whole.Pos().IsValid() {
			return true
		}
		in := p.Code.Enclosed(whole.Pos())
		if p.isProfile(whole, public && up) && !p.dead(in, whole.Pos()) {
			done[whole] = true
			s := p.site(in, whole, builtProfile, 0)
			if v, ok := p.eval.Eval(whole).Known(); ok {
				s.values["path"] = names.Lit(v)
			}
			p.sites = append(p.sites, s)
		}
		return true
	})
}

// wholeText returns the largest text around x that is made of it, and whether it goes up a directory on the way.
func (p *Package) wholeText(x ast.Expr) (whole ast.Expr, up bool) {
	whole = x
	for range names.MaxDepth {
		switch n := p.parent(whole).(type) {
		case *ast.BinaryExpr:
			if n.Op != token.ADD {
				return whole, up
			}
			whole = n
		case *ast.CallExpr:
			f, _ := p.eval.Callee(n)
			if f == nil || ast.Unparen(n.Fun) == whole || !isText(p.Code.Info.TypeOf(n)) {
				return whole, up
			}
			switch f.Kind(winapi.Text) {
			case "path", "dir", "format", "concat", "pass":
			default:
				return whole, up
			}
			// filepath.Dir, or "..": the directory of all profiles.
			up = up || f.Kind(winapi.Text) == "dir" || len(n.Args) > 2 && p.isParent(n.Args[1])
			whole = n
		default:
			return whole, up
		}
	}
	return whole, up
}

func (p *Package) isParent(x ast.Expr) bool {
	s, ok := p.eval.Eval(x).Known()
	return ok && s == ".."
}

var (
	inUsers      = regexp.MustCompile(`(?i)^(?:[a-z]:|\x00)[\\/]+users[\\/]+([^\\/]+)`)
	noUser       = regexp.MustCompile(`(?i)^(public|default|default user|all users|defaultapppool|\*|%.*|\$.*|<.*)$`)
	profileWords = set("user username account login owner profile")
	placeholder  = "\x00"
)

// isProfile reports whether x is the path of one user's profile. Above says that it continues a path above the public
// profile's own.
func (p *Package) isProfile(x ast.Expr, above bool) bool {
	if t := p.Code.Info.TypeOf(x); t == nil || !isText(t) {
		return false
	}
	for _, t := range p.eval.Eval(x) {
		var b strings.Builder
		for _, seg := range t {
			switch {
			case seg.Kind == names.Known:
				b.WriteString(seg.Text)
			case seg.Kind == names.Path && seg.Text == names.Machine && b.Len() == 0:
				b.WriteString(placeholder)
			default:
				b.WriteString(script.Dynamic)
			}
		}
		text := b.String()
		if rest, ok := strings.CutPrefix(text, placeholder); ok && above {
			text = placeholder + `\Users` + strings.ReplaceAll(rest, `\..`, "")
		}
		m := inUsers.FindStringSubmatch(text)
		if m == nil || noUser.MatchString(m[1]) {
			continue
		}
		if strings.Contains(m[1], script.Dynamic) && !p.namesUser(x) {
			continue // an entry of the directory, whatever it is
		}
		return true
	}
	return false
}

// namesUser reports whether x is made of something that the program calls a user.
func (p *Package) namesUser(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			switch obj := p.Code.Info.Uses[n].(type) {
			case *types.Var:
				found = found || hasWord(nameWords(n.Name), profileWords) || p.isUser(n)
			case *types.Func:
				found = found || obj.Pkg() == p.Code.Types && hasWord(nameWords(n.Name), profileWords)
			}
		case *ast.CallExpr:
			if f, _ := p.eval.Callee(n); f != nil && f.Kind(winapi.Source) == "user" {
				found = true
			}
		}
		return !found
	})
	return found
}

func (p *Package) isUser(x ast.Expr) bool {
	for _, t := range p.eval.Eval(x) {
		if t.Has(names.User) {
			return true
		}
	}
	return false
}
