package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Reach says who shares what has a name in a place that the whole machine shares.
type Reach uint8

// The reaches.
const (
	Private Reach = iota // somebody told the name, or nothing is known
	PerSession
	PerUser
	PerMachine
)

// ReachOf returns who meets under a name. The administrator's choice, and every part that is not known, may tell sessions
// apart.
func ReachOf(t names.Text) Reach {
	reach := PerMachine
	for _, s := range t {
		switch s.Kind {
		case names.Known, names.Host:
		case names.Config:
			if s.Text == "" {
				return Private
			}
		case names.User:
			reach = min(reach, PerUser)
		case names.Session:
			reach = min(reach, PerSession)
		case names.Path:
			switch s.Text {
			case names.Executable, names.Machine:
			case names.Temporary:
				reach = min(reach, PerSession)
			case "":
				reach = min(reach, PerUser)
			default:
				return Private
			}
		default:
			return Private
		}
	}
	return reach
}

// TextAt returns where a text that the site has is written: its first part with a place; none where another package than
// the site's has judged it.
func (s *Site) TextAt(t names.Text) (pos, end token.Pos) {
	if s.Pending() {
		return token.NoPos, token.NoPos
	}
	for _, seg := range t {
		if pos, end = seg.Literal(); pos.IsValid() {
			return pos, end
		}
	}
	return token.NoPos, token.NoPos
}

// Chosen reports whether a text that the site has in a role is only a default: of a setting, or what is used where nobody
// gives another. Told says of another value that it may differ between sessions.
func (s *Site) Chosen(role winapi.Role, told func(names.Text) bool) bool {
	for _, t := range s.values[role] {
		switch known, ok := t.Known(); {
		case ok && known == "", t.Null():
		case t.Has(names.Config, names.Param), t.Has(names.Field) && s.pkg.setElsewhere(t), !t.Open() && told(t):
			return true
		}
	}
	return false
}

// setElsewhere reports whether other packages put something into a field of t.
func (p *Package) setElsewhere(t names.Text) bool {
	for _, seg := range t {
		if seg.Kind != names.Field {
			continue
		}
		for _, q := range p.everywhere {
			if q != p && slices.ContainsFunc(q.Code.Fields(), func(v *types.Var) bool {
				return v.Pkg() == p.Code.Types && strings.HasSuffix(seg.Func, "."+v.Name()) && len(q.Code.Defs(v)) > 0
			}) {
				return true
			}
		}
	}
	return false
}

// An Endpoint is an address to listen at or to dial: what stands before the last colon, and the port.
type Endpoint struct {
	Host, Port names.Text
}

// EndpointOf takes an address apart; ok is false if it has no port that can be seen.
func EndpointOf(t names.Text) (e Endpoint, ok bool) {
	for i := len(t) - 1; i >= 0; i-- {
		if s := t[i]; s.Kind == names.Known || s.Kind == names.Config && s.Text != "" {
			host, port, found := cutLast(s.Text)
			if !found {
				continue
			}
			part := func(text string) names.Text {
				if text == "" {
					return nil
				}
				s := s
				s.Text, s.Derived = text, true
				return names.Text{s}
			}
			return Endpoint{slices.Concat(t[:i], part(host)), slices.Concat(part(port), t[i+1:])}, true
		}
	}
	return Endpoint{}, false
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// Fixed returns the port if it is the same for everybody, unless somebody sets another.
func (e Endpoint) Fixed() (port string, ok bool) {
	if len(e.Port) == 0 || ReachOf(e.Port) != PerMachine || e.Port.Has(names.Host, names.Path) {
		return "", false
	}
	port = e.Port.String()
	n, err := strconv.ParseUint(port, 10, 16)
	return port, n > 0 || err != nil && !strings.ContainsAny(port, "-0123456789") // or a service's name
}

// Loopback reports whether only the machine itself reaches the address.
func (e Endpoint) Loopback() bool {
	host := strings.Trim(e.Host.String(), "[]")
	return strings.EqualFold(host, "localhost") || strings.HasPrefix(host, "127.") || host == "::1"
}

// Unix reports whether the site listens at, or dials, a unix socket: its address is a path.
func (s *Site) Unix() bool {
	if s.Fact.Is[winapi.Listen] == "unix" {
		return true
	}
	network, ok := s.values["network"].Known()
	return ok && strings.HasPrefix(network, "unix")
}

// completeAddress finds the address of a site that listens or dials where it stands in a structure: the server's, or a
// net.TCPAddr.
func (p *Package) completeAddress(s *Site) {
	if !s.Fact.Has(winapi.Listen) && !s.Fact.Has(winapi.Dial) {
		return
	}
	pos, ok := s.Fact.Roles["addr"]
	x := s.exprs["addr"]
	if !ok || x == nil {
		return
	}
	if pos == winapi.Receiver {
		s.values["addr"], s.exprs["addr"] = p.member(x, "Addr")
		return
	}
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return
	}
	switch strings.TrimPrefix(types.TypeString(t, nil), "*") {
	case "net.UnixAddr":
		s.values["addr"], s.exprs["addr"] = p.member(x, "Name")
	case "net.TCPAddr", "net.UDPAddr":
		if len(p.built(x, 0)) == 0 {
			return // net.ResolveTCPAddr
		}
		host, _ := p.member(x, "IP")
		port, at := p.member(x, "Port")
		if _, ok := host.Known(); !ok {
			host = names.Values{{}}
		}
		s.values["addr"], s.exprs["addr"] = names.Concat(names.Concat(host, names.Lit(":")), port), at
	}
}

// member returns what the package gives to a field of the value that x is, and the expression if it is the only one.
func (p *Package) member(x ast.Expr, field string) (out names.Values, at ast.Expr) {
	given := 0
	for _, lit := range p.built(x, 0) {
		for _, elt := range lit.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == field {
					out, at = names.Union(out, p.eval.Eval(kv.Value)), kv.Value
					given++
				}
			}
		}
	}
	if given == 0 {
		out = p.eval.Field(x, field)
	}
	if out == nil {
		out = names.Any()
	}
	if given != 1 {
		at = nil
	}
	return out, at
}

// built returns the composite literals that x can be, through variables and the package's fields.
func (p *Package) built(x ast.Expr, depth int) []*ast.CompositeLit {
	if depth > 3 {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		return []*ast.CompositeLit{x}
	case *ast.UnaryExpr:
		return p.built(x.X, depth)
	case *ast.StarExpr:
		return p.built(x.X, depth)
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || v.Pkg() != p.Code.Types {
			return nil
		}
		defs := p.Code.Defs(v)
		if !v.IsField() && v.Parent() != p.Code.Types.Scope() {
			defs = p.Code.Reaching(v, x.Pos())
		}
		var out []*ast.CompositeLit
		for _, d := range defs {
			if d.Kind == code.Assigned && d.Index < 0 && d.Value != nil {
				out = append(out, p.built(d.Value, depth+1)...)
			}
		}
		return out
	}
	return nil
}
