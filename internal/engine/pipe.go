// Security descriptors of pipes, and whether a server asks who its clients are.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// descriptorRole is the role of the text of the security descriptor that a pipe gets.
const descriptorRole winapi.Role = "descriptor"

// nullDACL is how SDDL writes a descriptor without a list, which lets everybody in: NULL DACL.
const nullDACL = "D:NO_ACCESS_CONTROL"

// completeDescriptor finds the security descriptor of a site that creates a pipe, in the library's configuration or in
// the SECURITY_ATTRIBUTES.
func (p *Package) completeDescriptor(s *Site) {
	if !s.Fact.Has(winapi.CreatePipe) {
		return
	}
	x := s.exprs["config"]
	if x == nil {
		if x = s.exprs["attrs"]; x == nil {
			x = p.eval.Receiver(s.Call())
		}
	}
	if x == nil {
		return
	}
	x = p.pointee(x)
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return
	}
	t = pointed(t)
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for f := range st.Fields() {
		kind, ok := p.fieldKind(f, t, winapi.SDDL)
		if !ok {
			continue
		}
		v, at := p.member(x, f.Name())
		if kind == "descriptor" && at != nil {
			if null := p.opened(at); null != nil {
				v = null
			}
		}
		s.values[descriptorRole], s.exprs[descriptorRole] = v, at
	}
}

// opened returns the text of a descriptor without a list if x is a variable that is made one, with the place where that
// happens; nil if it is none.
func (p *Package) opened(x ast.Expr) names.Values {
	v := p.variable(p.pointee(x))
	if v == nil {
		return nil
	}
	for _, f := range p.Code.Funcs {
		if !slices.ContainsFunc(p.Code.Defs(v), func(d *code.Def) bool { return d.Func == f }) {
			continue
		}
		for _, c := range f.Calls {
			fact, shift := p.eval.Callee(c)
			if fact == nil || fact.Is[winapi.SDDL] != "dacl" {
				continue
			}
			arg := func(r winapi.Role) ast.Expr { return p.roleOf(c, fact, shift, r) }
			sd, list, present := arg("descriptor"), arg("dacl"), arg("present")
			if sd == nil || list == nil || present == nil || p.variable(p.pointee(sd)) != v {
				continue
			}
			set, _ := p.eval.Eval(present).Known()
			null := p.eval.Eval(list)
			if (set == "true" || set == "1") && len(null) == 1 && null[0].Null() {
				return names.One(names.Segment{Kind: names.Known, Text: nullDACL, Derived: true}.At(c.Pos(), c.End()))
			}
		}
	}
	return nil
}

// Identified reports whether a program that serves the pipe of the site may ask who its clients are: code of its package,
// or of those that it shares a program with, asks Windows, or compares what clients send with a secret.
func (s *Site) Identified() bool {
	home := s.home()
	if home == nil {
		home = s
	}
	for _, q := range s.pkg.everywhere {
		if len(q.Sites(winapi.IdentifyClient)) > 0 {
			return true
		}
	}
	return home.pkg.comparesSecret() || s.pkg.comparesSecret()
}

// What a secret is called that clients send to prove who they are.
var secretWords = set("token secret password passwd nonce hmac signature cookie apikey")

// comparesSecret reports whether the package compares something that is named after a secret.
func (p *Package) comparesSecret() bool {
	return slices.ContainsFunc(p.Code.Nodes, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				return false
			}
			for _, side := range [][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
				if hasWord(nameWords(nameOf(side[0])), secretWords) && p.differs(side[1]) && isText(p.Code.Info.TypeOf(n.X)) {
					return true
				}
			}
		case *ast.CallExpr:
			f, _ := p.eval.Callee(n)
			return f != nil && f.Is[winapi.Equal] == "secret"
		}
		return false
	})
}

// differs reports whether x is more than a test for an empty text.
func (p *Package) differs(x ast.Expr) bool {
	v := p.Code.Info.Types[x].Value
	return v == nil || v.ExactString() != `""`
}
