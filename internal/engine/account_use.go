// What becomes of what an account tells: whether it is only logged or compared.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A use says what becomes of a value.
type use uint8

const (
	logged   use = 1 << iota // it is printed
	compared                 // it is compared, or tested
	located                  // it becomes part of a path or of a name
	told                     // it is passed on as the name of a user
	spent                    // anything else
)

// idle reports whether what the site yields is only logged or compared, or nothing becomes of it.
func (s *Site) idle() bool {
	call := s.Call()
	if call == nil || s.remote != nil {
		return false
	}
	if _, out := s.Fact.Roles["out"]; out {
		return false
	}
	return s.pkg.becomes(call)&^(logged|compared) == 0
}

// becomes returns what becomes of the value of x, as far as the package shows it.
func (p *Package) becomes(x ast.Expr) use { return p.becomesBelow(x, been{}, 0) }

func (p *Package) becomesBelow(x ast.Expr, seen been, depth int) use {
	if depth > 3 {
		return spent
	}
	if seen.again(x, depth) {
		return 0
	}
	var all use
	p.follow(x, func(y ast.Expr, parent ast.Node) bool {
		all |= p.becoming(y, parent, seen, depth)
		return all&spent == 0 || all&located == 0
	})
	return all
}

func (p *Package) becoming(x ast.Expr, parent ast.Node, seen been, depth int) use {
	switch n := parent.(type) {
	case nil, *ast.ExprStmt:
		return 0
	case *ast.UnaryExpr, *ast.StarExpr:
		return 0 // followed
	case *ast.BinaryExpr:
		if n.Op == token.ADD {
			return p.becomesBelow(n, seen, depth+1) | p.locates(n)
		}
		return compared
	case *ast.SwitchStmt, *ast.CaseClause, *ast.IfStmt:
		return compared
	case *ast.AssignStmt:
		return p.assigns(x, n)
	case *ast.ValueSpec:
		return 0
	case *ast.CallExpr:
		return p.argues(x, n, seen, depth)
	case *ast.KeyValueExpr:
		if lit, ok := p.parent(n).(*ast.CompositeLit); ok && p.isError(lit) {
			return logged
		}
		return spent | tells(p.nameFor(n.Key))
	}
	return spent
}

// isError reports whether a literal, or its address, is an error: what stands in it is for its text.
func (p *Package) isError(lit *ast.CompositeLit) bool {
	t := p.Code.Info.TypeOf(lit)
	return t != nil && (yieldsError(t) || yieldsError(types.NewPointer(t)))
}

// tells says that what is put under a name is passed on as a user's. The account that a program runs as has names of its own.
func tells(name string) use {
	list := nameWords(name)
	if hasWord(list, whoWords) && !hasWord(list, ownWords) {
		return told
	}
	return 0
}

var (
	whoWords = set("user username")
	ownWords = set("service process daemon agent run running runner start effective id uid sid")
)

// nameFor returns what a field or a key is called.
func (p *Package) nameFor(key ast.Expr) string {
	if text, ok := p.Eval(key).Known(); ok {
		return text
	}
	return nameOf(key)
}

// assigns returns what becomes of x by an assignment: what a variable of the package gets is followed.
func (p *Package) assigns(x ast.Expr, n *ast.AssignStmt) use {
	for _, l := range n.Lhs {
		if ast.Unparen(l) == x {
			return 0 // set anew
		}
	}
	for i, r := range n.Rhs {
		if ast.Unparen(r) != x || i >= len(n.Lhs) {
			continue
		}
		if id, ok := n.Lhs[i].(*ast.Ident); ok && id.Name == "_" {
			return 0
		}
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			return spent
		}
		if v := p.variable(n.Lhs[i]); v != nil && !v.IsField() && v.Parent() != v.Pkg().Scope() {
			return 0
		}
		if e, ok := ast.Unparen(n.Lhs[i]).(*ast.IndexExpr); ok {
			return spent | tells(p.nameFor(e.Index))
		}
		return spent | tells(nameOf(n.Lhs[i]))
	}
	return spent
}

// argues returns what becomes of x as an argument of a call.
func (p *Package) argues(x ast.Expr, n *ast.CallExpr, seen been, depth int) use {
	if ast.Unparen(n.Fun) == x {
		return spent
	}
	if p.Code.Info.Types[n.Fun].IsType() {
		return p.becomesBelow(n, seen, depth+1)
	}
	fn := code.StaticCallee(p.Code.Info, n)
	if fn == nil {
		return spent
	}
	f := p.cat.Go(fn.FullName())
	switch {
	case f == nil:
		if p.Code.FuncOf(fn) != nil && !fn.Signature().Variadic() {
			return 0 // followed to the parameter
		}
		return spent
	case f.Has(winapi.Print):
		return logged
	case f.Has(winapi.TextTest), f.Has(winapi.Equal):
		return compared
	case f.Has(winapi.Text):
		switch f.Kind(winapi.Text) {
		case "path", "dir", "base":
			return spent | located
		}
		return p.becomesBelow(n, seen, depth+1) | p.locates(n)
	case f.Has(winapi.OpenFile), f.Has(winapi.CreateFile), f.Has(winapi.RemoveFile), f.Has(winapi.CreateObject), f.Has(winapi.CreatePipe),
		f.Has(winapi.Listen), f.Has(winapi.OpenKey):
		return spent | located
	}
	return spent
}

// locates says that x is a path or the name of something: its known part holds a separator.
func (p *Package) locates(x ast.Expr) use {
	for _, t := range p.Eval(x) {
		for _, seg := range t {
			if seg.Kind == names.Known && strings.ContainsAny(seg.Text, `\/`) {
				return located | spent
			}
		}
	}
	return 0
}
