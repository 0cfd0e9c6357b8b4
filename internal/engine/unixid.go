// Names in which the number of a Unix user stands for the user.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A UnixName is a name for all of the machine that only the number of a Unix user tells users apart in.
type UnixName struct {
	What string // path, socket, pipe, port, map key, or the kind of a kernel object
	Text names.Text
	// Pos and End delimit the text beside the number, where that is written together with it, else its first part with a
	// place; invalid where it is the site itself.
	Pos, End token.Pos
	// From and FromEnd delimit the expression that gives the number, in the package Home.
	From, FromEnd token.Pos
	Home          *Package
}

// UnixNames returns the names that the site has in which the number of a Unix user stands for the user, and which all users of
// the machine share without it. Numbers that the program compares with -1 are left out.
func (s *Site) UnixNames() []UnixName {
	if s.Fact == nil || s.Pending() {
		return nil
	}
	role, what := winapi.Role("name"), "path"
	shared := sharedPath
	switch {
	case s.Fact.Has(winapi.CreatePipe), s.Fact.Has(winapi.DialPipe):
		what, shared = "pipe", constantBeside
	case s.Fact.Has(winapi.Listen), s.Fact.Has(winapi.Dial):
		role, what = "addr", "port"
		shared = func(t names.Text) bool {
			e, ok := EndpointOf(t)
			return ok && e.Port.Has(names.UnixID) && constantBeside(e.Port)
		}
		if s.Unix() {
			what, shared = "socket", sharedPath
		}
	case s.Fact.Has(winapi.CreateObject):
		what, shared = s.Fact.Is[winapi.CreateObject], globalName
	case s.Fact.Has(winapi.OpenObject):
		what, shared = s.Fact.Is[winapi.OpenObject], globalName
	case s.Fact.Is[winapi.OpenFile] == "read", s.Fact.Is[winapi.OpenFile] == "field":
		return nil
	case s.Fact.Has(winapi.OpenFile), s.Fact.Has(winapi.CreateFile), s.Fact.Has(winapi.LockFile):
		if _, ok := s.values["name"]; !ok {
			role = "dir"
		}
	default:
		return nil
	}
	var out []UnixName
	for _, t := range s.values[role] {
		if t.Has(names.UnixID) && shared(t) {
			u := UnixName{What: what, Text: t}
			u.from(s.pkg, t)
			u.Pos, u.End = s.numberAt(t, u)
			if !s.pkg.expectsNone(u.From) {
				out = append(out, u)
			}
		}
	}
	return out
}

// numberAt returns the part of t to report: where a directory comes from elsewhere, and the number is put below it, that is
// not the place that is wrong.
func (s *Site) numberAt(t names.Text, u UnixName) (pos, end token.Pos) {
	if u.Home == nil {
		return s.TextAt(t)
	}
	in := outermost(u.Home.Code.Enclosed(u.From))
	n := slices.IndexFunc(t, func(seg names.Segment) bool { return seg.Kind == names.UnixID })
	beside := slices.Clone(t[:n])
	slices.Reverse(beside)
	for _, seg := range append(beside, t[n+1:]...) {
		pos, end := seg.Literal()
		if pos.IsValid() && u.Home.Code.File(pos) != nil && outermost(u.Home.Code.Enclosed(pos)) == in {
			return pos, end
		}
	}
	if !s.Derived() && outermost(s.In) == in {
		return u.From, u.FromEnd
	}
	return s.TextAt(t)
}

// from notes where the number comes from, as p knows.
func (u *UnixName) from(p *Package, t names.Text) {
	for _, s := range t {
		if s.Kind == names.UnixID {
			u.From, u.FromEnd = s.Source()
			u.Home = p.packageAt(u.From)
		}
	}
}

// constantBeside reports whether nothing in t besides the number tells users or sessions apart.
func constantBeside(t names.Text) bool {
	return !slices.ContainsFunc(t, func(s names.Segment) bool {
		switch s.Kind {
		case names.Known, names.Host, names.UnixID:
			return false
		case names.Path:
			return s.Text != names.Executable && s.Text != names.Machine
		}
		return true
	})
}

// sharedPath reports whether a path is certainly the machine's: below ProgramData, the program's own directory, a drive, or
// the temporary directories of Unix, which Windows takes for directories of the current drive. The other directories of Unix
// are not there on Windows.
func sharedPath(t names.Text) bool {
	if !constantBeside(t) {
		return false
	}
	if t[0].Kind == names.Path {
		return true
	}
	path := strings.ReplaceAll(t[0].Text, `\`, "/")
	return t[0].Kind == names.Known && (strings.HasPrefix(path, "/tmp/") || strings.HasPrefix(path, "/var/tmp/") || path == "/tmp" || path == "/var/tmp" ||
		len(path) > 2 && path[1] == ':' && path[2] == '/')
}

// globalName reports whether an object's name is the machine's; another one is the session's.
func globalName(t names.Text) bool {
	return constantBeside(t) && t[0].Kind == names.Known && strings.HasPrefix(t[0].Text, `Global\`)
}

// expectsNone reports whether the function around pos, where the number of a user comes from, compares such a number with -1
// or 0, or asks for it on other systems only: it knows that there may be none.
func (p *Package) expectsNone(pos token.Pos) bool {
	q := p.packageAt(pos)
	if !pos.IsValid() || q == nil {
		return false
	}
	in := q.Code.Enclosed(pos)
	f := outermost(in)
	if q.dead(in, pos) {
		return true // another system's
	}
	if f.Body == nil {
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		b, ok := n.(*ast.BinaryExpr)
		if !ok || found {
			return !found
		}
		switch b.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			found = q.none(b.X) && q.unixID(b.Y) || q.none(b.Y) && q.unixID(b.X)
		}
		return !found
	})
	return found
}

// none reports whether x is -1, or 0 as the bound of a comparison.
func (p *Package) none(x ast.Expr) bool {
	v := p.Code.Info.Types[x].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	n, ok := constant.Int64Val(v)
	return ok && (n == -1 || n == 0)
}

func (p *Package) unixID(x ast.Expr) bool {
	for _, t := range p.eval.Eval(x) {
		if t.Has(names.UnixID) {
			return true
		}
	}
	return false
}

// UnixKeys returns the elements of maps that outlive a request whose keys are numbers of Unix users.
func (p *Package) UnixKeys() []*Site {
	if !p.asksUnixID() {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []*Site
	for _, n := range p.Code.Nodes {
		x, ok := n.(*ast.IndexExpr)
		if !ok {
			continue
		}
		t := p.Code.Info.TypeOf(x.X)
		if t == nil {
			continue
		}
		if _, ok := t.Underlying().(*types.Map); !ok || !p.outlives(x.X) {
			continue
		}
		in := p.Code.Enclosed(x.Pos())
		v := p.eval.Eval(x.Index)
		if !slices.ContainsFunc(v, func(t names.Text) bool { return t.Has(names.UnixID) && constantBeside(t) }) || p.dead(in, x.Pos()) || !p.Live(in) {
			continue
		}
		s := p.newSite(in, x, nil)
		s.values["key"], s.exprs["key"] = v, x.Index
		out = append(out, s)
	}
	return out
}

// asksUnixID reports whether the package itself asks for the number of a user.
func (p *Package) asksUnixID() bool {
	return slices.ContainsFunc(p.factCalls, func(c factCall) bool {
		return c.fact.Has(winapi.UnixID) || c.fact.Is[winapi.Text] == "atoi"
	})
}

// UnixKey returns the key of a site of [Package.UnixKeys]; false if the program expects that there is no such number.
func (s *Site) UnixKey() (UnixName, bool) {
	u := UnixName{What: "map key"}
	for _, t := range s.values["key"] {
		if t.Has(names.UnixID) {
			u.Text = t
			u.from(s.pkg, t)
		}
	}
	x := s.exprs["key"]
	u.Pos, u.End = x.Pos(), x.End()
	return u, !s.pkg.expectsNone(u.From)
}

// AsText returns the node at pos which makes text of the number that stands there, and the edit that lets it take a text
// instead, if one is needed; nil if it is not written so.
func (p *Package) AsText(pos, end token.Pos) (ast.Expr, []Edit) {
	p.mu.Lock()
	defer p.mu.Unlock()
	path := p.Code.Enclosing(pos, end)
	if len(path) < 2 {
		return nil, nil
	}
	x, ok := path[0].(ast.Expr)
	call, isCall := path[1].(*ast.CallExpr)
	if !ok || !isCall {
		return nil, nil
	}
	fact, _ := p.eval.Callee(call)
	switch {
	case fact == nil:
	case fact.Is[winapi.Text] == "itoa":
		return call, nil
	case fact.Is[winapi.Text] == "format":
		i := slices.Index(call.Args, x) - fact.Roles["args"]
		lit, ok := ast.Unparen(call.Args[fact.Roles["format"]]).(*ast.BasicLit)
		if !ok || i < 0 {
			return nil, nil
		}
		if at := verb(lit.Value, i); at >= 0 && (lit.Value[at] == 'd' || lit.Value[at] == 'v') {
			from := p.posInLiteral(lit, at)
			return x, []Edit{{Pos: from, End: from + 1, New: "s"}}
		}
	}
	return nil, nil
}

// verb returns the index of the letter of verb i in a format of plain verbs; -1 if there is none.
func verb(format string, i int) int {
	for at := 0; at+1 < len(format); at++ {
		if format[at] != '%' {
			continue
		}
		at++
		switch c := format[at]; {
		case c == '%':
		case 'a' <= c && c <= 'z':
			if i == 0 {
				return at
			}
			i--
		default:
			return -1
		}
	}
	return -1
}
