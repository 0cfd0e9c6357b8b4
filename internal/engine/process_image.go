// The tests of the name of a process's program.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// An imageTest is a place that compares the name of a process's program.
type imageTest struct {
	pkg  *Package
	in   *code.Func
	expr ast.Expr   // the comparison
	ok   *types.Var // or the variable that holds its result
	tag  ast.Expr   // or the tag of the switch
	want bool       // the value of expr where the name is the one looked for
	with []ast.Expr // what the name is compared with
	base ast.Expr   // the process whose name it is, where that is known
}

// imageTests returns the comparisons of the name of a process's program in f's own body.
func (p *Package) imageTests(f *code.Func) []*imageTest {
	var out []*imageTest
	add := func(t *imageTest) {
		t.pkg, t.in = p, f
		out = append(out, t)
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				break
			}
			for _, pair := range [][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
				if base, ok := p.image(pair[0]); ok && p.isText(pair[0]) && !p.isEmptyText(pair[1]) {
					add(&imageTest{expr: n, want: n.Op == token.EQL, with: pair[1:], base: base})
					break
				}
			}
		case *ast.CallExpr:
			if t := p.imageCall(n); t != nil {
				add(t)
				return false
			}
		case *ast.AssignStmt: // _, ok := names[image]; ok, err := filepath.Match(pattern, image)
			if len(n.Lhs) == 2 && len(n.Rhs) == 1 {
				if c, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok {
					if t := p.imageMatch(c); t != nil {
						t.ok = p.variable(n.Lhs[0])
						add(t)
						return false
					}
				}
				if ix, ok := ast.Unparen(n.Rhs[0]).(*ast.IndexExpr); ok && p.isMap(ix.X) {
					if base, ok := p.image(ix.Index); ok {
						add(&imageTest{expr: ix, ok: p.variable(n.Lhs[1]), want: true, with: []ast.Expr{ix.X}, base: base})
					}
				}
			}
		case *ast.IndexExpr: // names[image], a set
			if isBool(p.Code.Info.TypeOf(n)) && p.isMap(n.X) {
				if base, ok := p.image(n.Index); ok {
					add(&imageTest{expr: n, want: true, with: []ast.Expr{n.X}, base: base})
				}
			}
		case *ast.SwitchStmt:
			if n.Tag == nil {
				break
			}
			if base, ok := p.image(n.Tag); ok {
				for _, c := range n.Body.List {
					if list := c.(*ast.CaseClause).List; len(list) > 0 {
						add(&imageTest{expr: n.Tag, tag: n.Tag, want: true, with: list, base: base})
						break
					}
				}
			}
		}
		return true
	})
	return out
}

// imageCall returns the test that a call with a truth value makes of a process's name, or nil.
func (p *Package) imageCall(c *ast.CallExpr) *imageTest {
	if !isBool(p.Code.Info.TypeOf(c)) || p.Code.Info.Types[c.Fun].IsType() {
		return nil
	}
	return p.imageArgument(c)
}

// imageMatch returns the test that a call makes of a process's name which yields a truth value and an error, or nil.
func (p *Package) imageMatch(c *ast.CallExpr) *imageTest {
	t, ok := p.Code.Info.TypeOf(c).(*types.Tuple)
	if !ok || t.Len() != 2 || !isBool(t.At(0).Type()) || !yieldsError(t.At(1).Type()) || len(c.Args) < 2 {
		return nil
	}
	return p.imageArgument(c)
}

// imageArgument returns the test of a call that is given a process's name, or nil.
func (p *Package) imageArgument(c *ast.CallExpr) *imageTest {
	for i, x := range c.Args {
		base, ok := p.image(x)
		if !ok || !p.isText(x) {
			continue
		}
		t := &imageTest{expr: c, want: true, base: base}
		for j, y := range c.Args {
			if j != i {
				t.with = append(t.with, y)
			}
		}
		return t
	}
	return nil
}

// image reports whether x is the name or path of a process's program; base is the process, where that can be told.
func (p *Package) image(x ast.Expr) (base ast.Expr, ok bool) { return p.imageBelow(x, been{}, 0) }

func (p *Package) imageBelow(x ast.Expr, seen been, depth int) (base ast.Expr, ok bool) {
	if x == nil || depth > names.MaxDepth || seen.again(x, depth) {
		return nil, false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		if tv := p.Code.Info.Types[x.Fun]; !tv.IsType() {
			if fact, _ := p.callee(x); fact != nil && fact.Has(winapi.ProcessImage) {
				if kind := fact.Is[winapi.ProcessImage]; kind == "system" || kind == "cmdline" {
					return nil, false
				}
				if _, out := fact.Roles["out"]; out {
					return nil, false
				}
				if sel, isSel := ast.Unparen(x.Fun).(*ast.SelectorExpr); isSel && fact.Roles["process"] == winapi.Receiver {
					return sel.X, true
				}
				return nil, true
			}
			if isBool(p.Code.Info.TypeOf(x)) {
				return nil, false
			}
		}
		for _, arg := range x.Args {
			if base, ok := p.imageBelow(arg, seen, depth+1); ok {
				return base, true
			}
		}
	case *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || !v.IsField() {
			return nil, false
		}
		if kind, ok := p.fieldKind(v, p.Code.Info.TypeOf(x.X), winapi.ProcessImage); ok && kind == "name" || p.entryImage(x, v) {
			return x.X, true
		}
		for _, d := range p.Code.Defs(v) {
			if d.Kind == code.Assigned {
				if _, ok := p.imageBelow(d.Value, seen, depth+2); ok {
					return x.X, true
				}
			}
		}
	case *ast.SliceExpr:
		return p.imageBelow(x.X, seen, depth+1)
	case *ast.IndexExpr:
		return p.imageBelow(x.X, seen, depth+1)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return p.imageBelow(x.X, seen, depth+1)
		}
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() {
			return nil, false
		}
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			switch {
			case d.Kind == code.Assigned && d.Index <= 0 && d.Op == token.ILLEGAL:
				if base, ok := p.imageBelow(d.Value, seen, depth+1); ok {
					return base, true
				}
			case d.Kind == code.Ranged && d.Index == 1:
				if p.listsImages(d.Value, been{}, 0) {
					return nil, true
				}
			case d.Kind == code.Addressed:
				call, isCall := d.Value.(*ast.CallExpr)
				if !isCall {
					continue
				}
				if fact, shift := p.callee(call); fact != nil && fact.Has(winapi.ProcessImage) {
					if i, out := fact.Roles["out"]; out && i+shift == d.Index {
						return nil, true
					}
				}
			}
		}
	}
	return nil, false
}

// listsImages reports whether x is a list of the names of processes' programs: a variable that they are appended to, or what
// a function returns of that kind.
func (p *Package) listsImages(x ast.Expr, seen been, depth int) bool {
	if depth > 4 || seen.again(x, depth) {
		return false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return false
		}
		for _, d := range p.Code.Defs(v) {
			if d.Kind == code.Assigned && d.Index <= 0 && p.listsImages(d.Value, seen, depth+1) {
				return true
			}
		}
	case *ast.CallExpr:
		if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok && id.Name == "append" && p.Code.Info.Types[x.Fun].IsBuiltin() {
			for _, y := range x.Args[1:] {
				if _, ok := p.imageBelow(y, been{}, names.MaxDepth-2); ok && p.isText(y) {
					return true
				}
			}
			return false
		}
		q, f := p.target(x)
		if f == nil {
			return false
		}
		for _, ret := range f.Returns {
			if len(ret.Results) > 0 && q.listsImages(ret.Results[0], seen, depth+1) {
				return true
			}
		}
	}
	return false
}

// entryImage reports whether x selects the name in a structure that a program declares itself as PROCESSENTRY32.
func (p *Package) entryImage(x *ast.SelectorExpr, v *types.Var) bool {
	owner := p.Code.Info.TypeOf(x.X)
	if _, array := v.Type().Underlying().(*types.Array); !array || owner == nil {
		return false
	}
	s, ok := pointed(owner).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	fields := p.cat.Struct("PROCESSENTRY32W")
	return len(fields) > 0 && s.NumFields() == len(fields) && s.Field(s.NumFields()-1) == v
}

// holds reports whether a condition that is value says that the name is the one looked for.
func (t *imageTest) holds(x ast.Expr, value bool, depth int) bool {
	x = ast.Unparen(x)
	if x == t.expr {
		return t.tag == nil && t.ok == nil && value == t.want
	}
	switch n := x.(type) {
	case *ast.UnaryExpr:
		return n.Op == token.NOT && t.holds(n.X, !value, depth)
	case *ast.BinaryExpr:
		if n.Op == token.LAND || n.Op == token.LOR {
			return t.holds(n.X, value, depth) || t.holds(n.Y, value, depth)
		}
	case *ast.Ident:
		v := t.pkg.variable(n)
		if v == nil || v.IsField() || depth > 2 {
			return false
		}
		if t.ok != nil {
			return v == t.ok && value
		}
		for _, d := range t.pkg.Code.Reaching(v, n.Pos()) {
			if d.Kind == code.Assigned && d.Index < 0 && t.holds(d.Value, value, depth+1) {
				return true
			}
		}
	}
	return false
}

// met reports whether what runs at pos in the function of the test only runs where the name is the one looked for.
func (t *imageTest) met(pos token.Pos) bool {
	var child ast.Node
	for _, n := range t.pkg.Code.Enclosing(pos, pos) {
		switch n := n.(type) {
		case *ast.IfStmt:
			if child == ast.Node(n.Body) && t.holds(n.Cond, true, 0) || n.Else != nil && child == ast.Node(n.Else) && t.holds(n.Cond, false, 0) {
				return true
			}
		case *ast.CaseClause:
			inBody := child != nil && slices.ContainsFunc(n.Body, func(s ast.Stmt) bool { return ast.Node(s) == child })
			switch {
			case !inBody:
			case t.tag != nil && len(n.List) > 0 && t.tag == t.tagOf(n):
				return true
			case slices.ContainsFunc(n.List, func(x ast.Expr) bool { return t.holds(x, true, 0) }):
				return true
			case t.passed(n.Body, child):
				return true
			}
		case *ast.BlockStmt:
			if t.passed(n.List, child) {
				return true
			}
		case *ast.FuncDecl:
			return false
		case *ast.FuncLit:
			if t.pkg.Code.FuncAt(n) == t.in {
				return false
			}
		}
		child = n
	}
	return false
}

// tagOf returns the tag of the switch around a clause.
func (t *imageTest) tagOf(c *ast.CaseClause) ast.Expr {
	for _, n := range t.pkg.Code.Enclosing(c.Pos(), c.End()) {
		if s, ok := n.(*ast.SwitchStmt); ok {
			return s.Tag
		}
	}
	return nil
}

// passed reports whether a statement before child leaves the list where the name is another.
func (t *imageTest) passed(list []ast.Stmt, child ast.Node) bool {
	for _, s := range list {
		if ast.Node(s) == child {
			return false
		}
		n, ok := s.(*ast.IfStmt)
		if !ok || n.Else != nil || len(n.Body.List) == 0 || !t.holds(n.Cond, false, 0) {
			continue
		}
		switch n.Body.List[len(n.Body.List)-1].(type) {
		case *ast.BranchStmt, *ast.ReturnStmt:
			return true
		}
	}
	return false
}

// elsewhere reports whether the test compares with names that no program of Windows has: the whole name of one has an
// extension there. The extension may have been taken off before.
func (t *imageTest) elsewhere(at ast.Node) bool {
	var side ast.Expr
	switch x := t.expr.(type) {
	case *ast.BinaryExpr:
		side = x.X
		if len(t.with) == 1 && t.with[0] == x.X {
			side = x.Y
		}
	case *ast.CallExpr:
		fact, _ := t.pkg.callee(x)
		if fact == nil || !fact.Has(winapi.Equal) || len(x.Args) != 2 {
			return false
		}
		side = x.Args[0]
		if len(t.with) == 1 && t.with[0] == side {
			side = x.Args[1]
		}
	default:
		return false
	}
	list := t.with
	if call, ok := at.(*ast.CallExpr); ok && t.pkg.fromParameter(t.with[0]) {
		list = call.Args
	}
	known := false
	for _, x := range list {
		if !t.pkg.isText(x) && len(list) > 1 {
			continue
		}
		for _, v := range t.pkg.Eval(x) {
			text, ok := v.Known()
			if !ok || strings.Contains(text, ".") {
				return false
			}
			known = true
		}
	}
	return known && !t.pkg.spellsExtension(side, been{}, 0)
}

// spellsExtension reports whether ".exe" is written where x gets its value.
func (p *Package) spellsExtension(x ast.Expr, seen been, depth int) bool {
	if seen.again(x, depth) {
		return false
	}
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			found = found || strings.Contains(strings.ToLower(n.Value), "exe")
		case *ast.CallExpr:
			fn := code.StaticCallee(p.Code.Info, n)
			found = found || fn != nil && (p.mine(fn) || fn.Name() == "Ext")
		case *ast.Ident:
			v := p.variable(n)
			if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() || depth > 3 {
				break
			}
			for _, d := range p.Code.Reaching(v, n.Pos()) {
				if d.Value != nil && d.Kind == code.Assigned && d.Node.Pos() < x.Pos() {
					found = found || p.spellsExtension(d.Value, seen, depth+1)
				}
			}
		case *ast.SelectorExpr:
			v := p.variable(n)
			found = found || v != nil && v.IsField() && v.Pkg() == p.Code.Types // filled elsewhere
		}
		return !found
	})
	return found
}

// fromParameter reports whether x is, or was made of, a parameter of the function around it.
func (p *Package) fromParameter(x ast.Expr) bool { return p.givenBelow(x, been{}, 0) }

func (p *Package) givenBelow(x ast.Expr, seen been, depth int) bool {
	if depth > 5 || seen.again(x, depth) {
		return false
	}
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if ix, ok := n.(*ast.IndexExpr); ok { // who chooses among names does not give them
			found = found || p.givenBelow(ix.X, seen, depth+1)
			return false
		}
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		v := p.variable(id)
		if v == nil || v.IsField() || v.Parent() == p.Code.Types.Scope() {
			return true
		}
		defs := p.Code.Defs(v)
		for _, d := range defs {
			switch d.Kind {
			case code.Given:
				found = found || d.Index >= 0
			case code.Assigned, code.Ranged:
				if d.Value != nil && !slices.ContainsFunc(defs, func(o *code.Def) bool { return o.Value == x }) {
					found = found || p.givenBelow(d.Value, seen, depth+1)
				}
				// A set is filled from a list: names[strings.ToLower(n)] = true.
				if as, ok := d.Node.(*ast.AssignStmt); ok && d.Op == token.LBRACK {
					for _, l := range as.Lhs {
						if ix, ok := ast.Unparen(l).(*ast.IndexExpr); ok {
							found = found || p.givenBelow(ix.Index, seen, depth+1)
						}
					}
				}
			}
		}
		return !found
	})
	return found
}
