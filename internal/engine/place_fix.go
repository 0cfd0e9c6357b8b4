// What the fixes for such places need: the path below a temporary directory, the question for the executable.

package engine

import (
	"go/ast"
	"regexp"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// belowTemp matches what comes before the rest of a path in the machine's temporary directory.
var belowTemp = regexp.MustCompile(`(?i)^[a-z]:[\\/]+(?:windows[\\/]+)?te?mp[\\/]+`)

// InTemp returns the path at the site, if it is written there as one literal and lies in the machine's temporary directory,
// and what comes after that directory.
func (s *Site) InTemp(p Place) (lit *ast.BasicLit, rest string) {
	role, _, ok := s.keepsFile()
	if !ok || s.Derived() || p.Kind != SharedTemp {
		return nil, ""
	}
	lit, ok = s.pkg.textExpr(s.exprs[role], 0).(*ast.BasicLit)
	if !ok {
		return nil, ""
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		return nil, ""
	}
	if lead := belowTemp.FindString(text); lead != "" {
		rest = strings.ReplaceAll(text[len(lead):], `\`, "/")
	}
	return lit, rest
}

// Folder returns a name for a directory of the package's own.
func (p *Package) Folder() string { return lastElement(p.Summary.Path) }

// Beside is how a package finds the directory of its executable: it asks for the executable once, and takes the directory
// of nothing else.
type Beside struct {
	Pkg  *Package
	Call *ast.CallExpr   // asks for the executable
	Name string          // of the variable that gets it
	Dirs []*ast.CallExpr // take the directory of what it answers
	// Joined holds those of them that begin a list of elements which a call joins.
	Joined map[*ast.CallExpr]bool
}

// Beside returns how the path at the site is found, if it lies in the directory of the executable and the package of
// the site asks for that at one place.
func (s *Site) Beside(p Place) (b Beside, ok bool) {
	if p.Kind != BesideProgram || p.Relative || s.Pending() {
		return b, false
	}
	q := s.pkg
	b.Pkg, b.Joined = q, map[*ast.CallExpr]bool{}
	for _, f := range q.Code.Funcs {
		for _, c := range f.Calls {
			fact, _ := q.callee(c)
			if fact == nil || fact.Is[winapi.ProfilePath] != "exe" || fact.Is[winapi.Source] != "path" {
				continue
			}
			if _, out := fact.Roles["out"]; out || b.Call != nil {
				return b, false
			}
			b.Call = c
		}
	}
	if b.Call == nil {
		return b, false
	}
	v := q.firstResult(b.Call)
	if v == nil {
		return b, false
	}
	b.Name = v.Name
	obj := q.Code.Info.ObjectOf(v)
	for _, id := range q.Code.Uses(obj) {
		c, ok := q.parent(id).(*ast.CallExpr)
		if !ok || code.StaticCallee(q.Code.Info, c) == nil {
			return b, false
		}
		fact, _ := q.callee(c)
		if fact == nil || fact.Is[winapi.Text] != "dir" {
			return b, false
		}
		b.Dirs = append(b.Dirs, c)
		if outer, ok := q.parent(c).(*ast.CallExpr); ok && outer.Args[0] == ast.Expr(c) {
			joins, _ := q.callee(outer)
			b.Joined[c] = joins != nil && joins.Variadic && joins.Is[winapi.Text] == "path"
		}
	}
	return b, len(b.Dirs) > 0
}

// firstResult returns the variable that gets the first of the two results of a call in a short declaration, or nil.
func (p *Package) firstResult(c *ast.CallExpr) *ast.Ident {
	as, ok := p.parent(c).(*ast.AssignStmt)
	if !ok || len(as.Lhs) != 2 || len(as.Rhs) != 1 {
		return nil
	}
	id, _ := as.Lhs[0].(*ast.Ident)
	if id == nil || p.Code.Info.Defs[id] == nil {
		return nil
	}
	return id
}
