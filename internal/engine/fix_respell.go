// Fixes that change a text where it is written, if it serves as nothing else.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Respell returns the edits that replace the first cut bytes of text, one of the values of the role at the site, by with;
// nil if they cannot be made. The literal is edited where it is written, if it serves as nothing but that role; otherwise
// the value is changed where it is used.
func (p *Pass) Respell(s *Site, role winapi.Role, text names.Text, cut int, with string) []Edit {
	if s.Pending() {
		return nil
	}
	first := text[0]
	if pos, end := first.Literal(); pos.IsValid() && !first.Derived {
		q := p.packageAt(pos)
		if q == nil || cut > len(first.Text) {
			return nil
		}
		lit := q.literalAt(pos, end)
		if lit == nil {
			return nil
		}
		if u := (&uses{pkg: q, role: role}); u.only(lit) {
			return respellLiteral(lit, cut, with)
		}
	}
	if cut > 0 || first.Derived {
		return nil
	}
	x := s.pkg.textExpr(s.Expr(role), 0)
	if x == nil || len(s.Values(role)) != 1 { // the other values would change too
		return nil
	}
	if lit, ok := x.(*ast.BasicLit); ok {
		return respellLiteral(lit, 0, with)
	}
	plus := " + "
	if s.pkg.inList(x) {
		plus = "+"
	}
	return []Edit{{Pos: x.Pos(), End: x.Pos(), New: strconv.Quote(with) + plus}}
}

// inList reports whether x stands in an argument list of several, where gofmt writes operators without spaces.
func (p *Package) inList(x ast.Expr) bool {
	for _, n := range p.Code.Enclosing(x.Pos(), x.End()) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if len(n.Args) > 1 {
				return true
			}
		case ast.Stmt, *ast.FuncLit:
			return false
		}
	}
	return false
}

func (p *Package) literalAt(pos, end token.Pos) *ast.BasicLit {
	path := p.Code.Enclosing(pos, end)
	if len(path) == 0 {
		return nil
	}
	lit, _ := path[0].(*ast.BasicLit)
	return lit
}

// posInLiteral returns where a byte of a literal's text stands. The text of a raw string has none of the carriage returns that the file
// may have at the ends of its lines.
func (p *Package) posInLiteral(lit *ast.BasicLit, offset int) token.Pos {
	before := lit.Value[:offset]
	lines := strings.Count(before, "\n")
	if lines == 0 {
		return lit.Pos() + token.Pos(offset)
	}
	first := p.Code.Fset.PositionFor(lit.Pos(), false).Line
	return p.Code.Fset.File(lit.Pos()).LineStart(first+lines) + token.Pos(offset-1-strings.LastIndexByte(before, '\n'))
}

// respellLiteral replaces the first cut bytes of a string literal's value.
func respellLiteral(lit *ast.BasicLit, cut int, with string) []Edit {
	src := lit.Value
	if src[0] == '`' {
		return []Edit{{Pos: lit.Pos() + 1, End: lit.Pos() + 1 + token.Pos(cut), New: with}}
	}
	rest := src[1:]
	for n := 0; n < cut; {
		r, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return nil
		}
		n++
		if multibyte {
			n += len(string(r)) - 1
		}
		rest = tail
	}
	quoted := strconv.Quote(with)
	return []Edit{{Pos: lit.Pos() + 1, End: lit.Pos() + token.Pos(len(src)-len(rest)), New: quoted[1 : len(quoted)-1]}}
}

// textExpr returns the expression of type string that x, an argument, is made of; nil if there is none.
func (p *Package) textExpr(x ast.Expr, depth int) ast.Expr {
	if x == nil || depth > names.MaxDepth {
		return nil
	}
	x = ast.Unparen(x)
	if t := p.Code.Info.TypeOf(x); t != nil {
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			return x
		}
	}
	depth++
	switch x := x.(type) {
	case *ast.UnaryExpr:
		return p.textExpr(x.X, depth)
	case *ast.IndexExpr:
		return p.textExpr(x.X, depth)
	case *ast.SliceExpr:
		return p.textExpr(x.X, depth)
	case *ast.CallExpr:
		if len(x.Args) == 0 {
			return nil
		}
		if tv := p.Code.Info.Types[x.Fun]; tv.IsType() || tv.IsBuiltin() {
			return p.textExpr(x.Args[0], depth)
		}
		if p.passes(x) {
			return p.textExpr(x.Args[0], depth)
		}
	case *ast.Ident:
		v, ok := p.Code.Info.Uses[x].(*types.Var)
		if !ok {
			return nil
		}
		if defs := p.Code.Reaching(v, x.Pos()); len(defs) == 1 && defs[0].Kind == code.Assigned {
			return p.textExpr(defs[0].Value, depth)
		}
	}
	return nil
}

// passes reports whether a call makes a text of its argument.
func (p *Package) passes(call *ast.CallExpr) bool {
	fn := code.StaticCallee(p.Code.Info, call)
	if fn == nil {
		return false
	}
	f := p.cat.Go(fn.FullName())
	if f == nil {
		return false
	}
	_, ok := f.Is[winapi.Text]
	return ok
}

// uses follows a value forward to see whether it serves as anything but one role of the catalogue's functions.
type uses struct {
	pkg  *Package
	role winapi.Role
	seen map[any]bool
}

// only reports whether all that becomes of x is the role.
func (u *uses) only(x ast.Expr) bool {
	if u.seen == nil {
		u.seen = map[any]bool{}
	}
	if u.seen[x] {
		return true
	}
	u.seen[x] = true
	path := u.pkg.Code.Enclosing(x.Pos(), x.End())
	var child ast.Node = x
	for len(path) > 0 && path[0] != child {
		path = path[1:]
	}
	if len(path) == 0 {
		return false
	}
	for _, parent := range path[1:] {
		switch n := parent.(type) {
		case *ast.ParenExpr, *ast.StarExpr, *ast.UnaryExpr:
		case *ast.BinaryExpr:
			if n.Op != token.ADD {
				return u.emptyTest(n) // a prefix changes nothing about being empty
			}
		case *ast.IndexExpr:
			if n.X != child {
				return false
			}
		case *ast.SliceExpr:
			if n.X != child {
				return false
			}
		case *ast.SelectorExpr: // x is the field's name
			if n.Sel != child {
				return false
			}
		case *ast.CallExpr:
			if n.Fun == child {
				return false
			}
			if tv := u.pkg.Code.Info.Types[n.Fun]; tv.IsType() || tv.IsBuiltin() || u.pkg.passes(n) || u.pkg.eval.PassesC(n) {
				break
			}
			if name, ok := names.CgoName(n); ok && name == "free" {
				return true
			}
			if out, ok := u.setting(n, child.(ast.Expr)); ok {
				if out != nil {
					return u.target(out)
				}
				break
			}
			return u.given(n, child.(ast.Expr))
		case *ast.KeyValueExpr:
			if n.Value != child {
				return false
			}
		case *ast.CompositeLit:
			if store, ok := u.pkg.Code.Stored(ast.Unparen(storedValue(child))); ok && store.Field != nil {
				return u.keeps(store.Field, store.Owner) || u.everywhere(store.Field)
			}
		case *ast.AssignStmt:
			for i, r := range n.Rhs {
				if r == child {
					return i < len(n.Lhs) && u.target(n.Lhs[i])
				}
			}
			return false
		case *ast.ValueSpec:
			for i, v := range n.Values {
				if v == child {
					return u.everywhere(u.pkg.Code.Info.Defs[n.Names[i]])
				}
			}
			return false
		case *ast.RangeStmt:
			return n.X == child && n.Value != nil && u.target(n.Value)
		case *ast.ReturnStmt:
			return u.returned(n)
		default:
			return false
		}
		child = parent
	}
	return false
}

func storedValue(n ast.Node) ast.Expr {
	if kv, ok := n.(*ast.KeyValueExpr); ok {
		return kv.Value
	}
	return n.(ast.Expr)
}

func (u *uses) emptyTest(n *ast.BinaryExpr) bool {
	for _, x := range []ast.Expr{n.X, n.Y} {
		if v := u.pkg.Code.Info.Types[x].Value; v != nil && v.ExactString() == `""` {
			return true
		}
	}
	return false
}

// setting reports whether arg is the default of a setting that a call declares, and the variable that the call sets; nil
// where its result is the setting.
func (u *uses) setting(call *ast.CallExpr, arg ast.Expr) (out ast.Expr, ok bool) {
	fn := code.StaticCallee(u.pkg.Code.Info, call)
	if fn == nil {
		return nil, false
	}
	f := u.pkg.cat.Go(fn.FullName())
	if f == nil || f.Is[winapi.Source] != "config" {
		return nil, false
	}
	if i, ok := f.Roles["out"]; ok && i >= 0 && i < len(call.Args) && ast.Unparen(call.Args[i]) == ast.Unparen(arg) {
		return ast.NewIdent("_"), true // the variable itself
	}
	i, ok := f.Roles["value"]
	if !ok || i < 0 || i >= len(call.Args) || ast.Unparen(call.Args[i]) != ast.Unparen(arg) {
		return nil, false
	}
	if i, ok := f.Roles["out"]; ok && i < len(call.Args) {
		if addr, ok := ast.Unparen(call.Args[i]).(*ast.UnaryExpr); ok && addr.Op == token.AND {
			return addr.X, true
		}
		return nil, false
	}
	return nil, true
}

// given follows an argument into the function that is called, if it is the package's own.
func (u *uses) given(call *ast.CallExpr, arg ast.Expr) bool {
	fn := code.StaticCallee(u.pkg.Code.Info, call)
	if fn == nil || u.pkg.Code.FuncOf(fn) == nil {
		return u.serves(call, arg)
	}
	params := fn.Signature().Params()
	for i, a := range call.Args {
		if ast.Unparen(a) == ast.Unparen(arg) && params.Len() > 0 {
			if fn.Signature().Variadic() && i >= params.Len()-1 {
				return u.serves(call, arg) // one of a list
			}
			return u.everywhere(params.At(min(i, params.Len()-1)))
		}
	}
	return false
}

// serves reports whether the argument of a call is the role at one of the package's sites.
func (u *uses) serves(call *ast.CallExpr, arg ast.Expr) bool {
	for _, s := range u.pkg.sites {
		if s.Node == call && s.exprs[u.role] != nil && ast.Unparen(s.exprs[u.role]) == ast.Unparen(arg) {
			return true
		}
	}
	return false
}

func (u *uses) target(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if x.Name == "_" {
			return true
		}
		obj := u.pkg.Code.Info.Defs[x]
		if obj == nil {
			obj = u.pkg.Code.Info.Uses[x]
		}
		return u.everywhere(obj)
	case *ast.SelectorExpr:
		f, _ := u.pkg.Code.Info.Uses[x.Sel].(*types.Var)
		return f != nil && u.keeps(f, u.pkg.Code.Info.TypeOf(x.X)) || u.everywhere(u.pkg.Code.Info.Uses[x.Sel])
	}
	return false
}

// keeps reports whether a field of another module's struct holds nothing but what has the role.
func (u *uses) keeps(f *types.Var, owner types.Type) bool {
	if u.role != descriptorRole || !f.IsField() {
		return false
	}
	_, ok := u.pkg.fieldKind(f, owner, winapi.SDDL)
	return ok
}

// everywhere follows all uses of a constant, variable or field, in every package that is known.
func (u *uses) everywhere(obj types.Object) bool {
	if obj == nil || u.seen[obj] {
		return obj != nil
	}
	u.seen[obj] = true
	if obj.Pkg() != u.pkg.Code.Types && u.pkg.packageOf(obj) == nil {
		return false // another module's: what it does with the value is not known
	}
	pkgs := u.pkg.everywhere
	if !obj.Exported() || len(pkgs) == 0 {
		pkgs = []*Package{u.pkg}
	}
	for _, q := range pkgs {
		v := uses{pkg: q, role: u.role, seen: u.seen}
		for _, id := range q.Code.Uses(obj) {
			if !q.assigned(id) && !v.only(id) {
				return false
			}
		}
	}
	return true
}

// returned follows the result of the function around ret to its calls in the package.
func (u *uses) returned(ret *ast.ReturnStmt) bool {
	f := u.pkg.Code.Enclosed(ret.Pos())
	if f.Obj == nil {
		return false
	}
	for _, g := range u.pkg.Code.Funcs {
		for _, c := range g.Calls {
			if code.StaticCallee(u.pkg.Code.Info, c) == f.Obj && !u.only(c) {
				return false
			}
		}
	}
	return true
}

// TextOf returns the expression of type string within x that x, a pointer to or a slice of its characters, is made of; nil
// if there is none.
func (p *Package) TextOf(x ast.Expr) ast.Expr {
	if x == nil {
		return nil
	}
	x = ast.Unparen(x)
	if t := p.Code.Info.TypeOf(x); t != nil {
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			return x
		}
	}
	call, ok := x.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	if !p.Code.Info.Types[call.Fun].IsType() {
		fn := code.StaticCallee(p.Code.Info, call)
		if fn == nil {
			return nil
		}
		if f := p.cat.Go(fn.FullName()); f == nil || f.Is[winapi.Text] != "pass" {
			return nil
		}
	}
	return p.TextOf(call.Args[0])
}
