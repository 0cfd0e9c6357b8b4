// Whether the account is only asked where something of the machine is missing, or for what an older version left.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// afterMachine reports whether the site is only asked where something of the machine is missing: a condition on the way
// there asks for a directory of the machine, or such a directory stands before the site in a list. Nor does it tell more
// where another thing of the account was missing, for that is judged already.
func (s *Site) afterMachine() bool {
	p := s.pkg
	if g := s.In.Graph(); g != nil {
		for _, c := range g.Conds(s.block) {
			for _, x := range []ast.Expr{c.Expr, c.Tag} {
				if x != nil && p.asksPlace(x, been{}, 0) {
					return true
				}
			}
		}
	}
	for _, r := range s.In.Returns {
		if r.Pos() < s.Node.Pos() && len(r.Results) > 0 && p.machinePath(r.Results[0]) {
			return true
		}
	}
	if s.listedAfterMachine() {
		return true
	}
	inner := s.Node
	for _, n := range p.Code.Enclosing(s.Node.Pos(), s.Node.End()) {
		var list []ast.Expr
		switch n := n.(type) {
		case *ast.CompositeLit:
			list = n.Elts
		case *ast.CallExpr:
			list = n.Args
		case *ast.FuncLit, ast.Stmt:
			return false
		}
		for _, x := range list {
			if ast.Node(x) == inner {
				break
			}
			if p.machinePath(x) {
				return true
			}
		}
		inner = n
	}
	return false
}

// besidesUsers reports whether the site takes the account's hive only where it does not go through those of all users: another
// branch of a choice does that.
func (s *Site) besidesUsers() bool {
	inner := s.Node
	for _, n := range s.pkg.Code.Enclosing(s.Node.Pos(), s.Node.End()) {
		var others []ast.Node
		switch n := n.(type) {
		case *ast.IfStmt:
			switch inner {
			case n.Body:
				others = append(others, n.Else)
			case n.Else:
				others = append(others, n.Body)
			}
		case *ast.BlockStmt:
			for _, stmt := range n.List {
				if stmt, ok := stmt.(*ast.IfStmt); ok && stmt.End() <= inner.Pos() && leaves(stmt.Body) {
					others = append(others, stmt.Body)
				}
			}
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
		if slices.ContainsFunc(others, s.pkg.takesUsers) {
			return true
		}
		inner = n
	}
	return false
}

// leaves reports whether the last statement of a block leaves what is around it.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}

// takesUsers reports whether code names the root of the hives of all users.
func (p *Package) takesUsers(n ast.Node) (found bool) {
	if n == nil {
		return false
	}
	users := constant.MakeInt64(p.Constant("HKEY_USERS"))
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			c, ok := p.Code.Info.Uses[id].(*types.Const)
			found = ok && c.Val().Kind() == constant.Int && constant.Compare(constant.ToInt(c.Val()), token.EQL, users)
		}
		return !found
	})
	return found
}

// listedAfterMachine reports whether what the site yields is appended to a list of the function that holds a directory of
// the machine already.
func (s *Site) listedAfterMachine() bool {
	p := s.pkg
	if s.In.Body == nil {
		return false // what a package's variables begin with
	}
	var holder *types.Var
	for _, n := range p.Code.Enclosing(s.Node.Pos(), s.Node.End()) {
		if n, ok := n.(*ast.AssignStmt); ok && len(n.Rhs) == 1 {
			holder = p.variable(n.Lhs[0])
		}
		if _, ok := n.(ast.Stmt); ok {
			break
		}
	}
	holds := func(x ast.Expr) (found bool) {
		ast.Inspect(x, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || n == s.Node || ok && holder != nil && p.variable(id) == holder
			return !found
		})
		return found
	}
	listed := false
	ast.Inspect(s.In.Body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if ok && !listed && c.End() > s.Node.Pos() && p.isAppend(c) && slices.ContainsFunc(c.Args[1:], holds) {
			list := p.variable(c.Args[0])
			listed = list != nil && !list.IsField() && list.Parent() != list.Pkg().Scope() && slices.ContainsFunc(p.Code.Defs(list), func(d *code.Def) bool {
				return d.Value != nil && d.Value.Pos() < s.Node.Pos() && slices.ContainsFunc(p.listElements(d.Value), p.machinePath)
			})
		}
		return !listed
	})
	return listed
}

// listElements returns what x puts into a list: the elements of a literal, or what is appended to another list.
func (p *Package) listElements(x ast.Expr) []ast.Expr {
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		return x.Elts
	case *ast.CallExpr:
		if p.isAppend(x) {
			return x.Args[1:]
		}
	}
	return nil
}

// isAppend reports whether c appends to a list.
func (p *Package) isAppend(c *ast.CallExpr) bool {
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	if !ok || len(c.Args) == 0 {
		return false
	}
	b, ok := p.Code.Info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "append"
}

// expandsTilde reports whether the site is only asked where a text begins with the sign for the home directory, and nobody is
// known to write such a text: whoever set it has chosen the account.
func (s *Site) expandsTilde() bool { return s.pkg.behindTilde(s.In, s.block, been{}, 0) }

func (p *Package) behindTilde(f *code.Func, block int, seen been, depth int) bool {
	g := f.Graph()
	if g == nil || block < 0 {
		return false
	}
	for _, c := range g.Conds(block) {
		if x := p.beginsWithTilde(c); x != nil {
			return !p.writesTilde(x)
		}
	}
	// Or wherever a function is called that nobody else can call.
	if callers := p.callers[f.ID]; depth < maxCallers && f.Obj != nil && !f.Obj.Exported() && len(callers) > 0 && len(callers) == len(p.Code.Uses(f.Obj)) {
		return !slices.ContainsFunc(callers, func(c call) bool {
			g := c.in.Graph()
			return g == nil || !seen.again(c.call, depth) && !p.behindTilde(c.in, g.Block(c.call.Pos()), seen, depth+1)
		})
	}
	return false
}

// beginsWithTilde returns the text of which a condition that holds says that it begins with a tilde, or nil.
func (p *Package) beginsWithTilde(c code.Cond) ast.Expr {
	var text, begin ast.Expr
	switch x := c.Expr.(type) {
	case *ast.BinaryExpr:
		if x.Op != token.EQL && x.Op != token.NEQ || c.Value != (x.Op == token.EQL) {
			return nil
		}
		text, begin = x.X, x.Y
	case *ast.CallExpr:
		f, _ := p.callee(x)
		if f == nil || !f.Has(winapi.TextTest) || !c.Value || len(x.Args) != 2 {
			return nil
		}
		text, begin = x.Args[0], x.Args[1]
	default:
		return nil
	}
	switch v := p.Code.Info.Types[begin].Value; {
	case v == nil:
		return nil
	case v.Kind() == constant.String && strings.HasPrefix(constant.StringVal(v), "~"):
	case v.Kind() == constant.Int && constant.Compare(v, token.EQL, constant.MakeInt64('~')):
		index, ok := ast.Unparen(text).(*ast.IndexExpr)
		if !ok {
			return nil
		}
		return index.X
	default:
		return nil
	}
	return text
}

// writesTilde reports whether the program itself is known to give x a text that begins with a tilde.
func (p *Package) writesTilde(x ast.Expr) bool {
	v := p.Eval(x)
	return tilde(v) || slices.ContainsFunc(v, func(t names.Text) bool {
		return len(t) > 0 && t[0].Kind == names.Param && slices.ContainsFunc(p.callers[t[0].Func], func(c call) bool {
			return tilde(p.eval.Argument(c.call, t[0]))
		})
	})
}

// asksPlace reports whether a condition asks for a directory that is the machine's or the account's: its text, or whether
// a call with it failed.
func (p *Package) asksPlace(x ast.Expr, seen been, depth int) bool {
	if depth > 3 || seen.again(x, depth) {
		return false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		return p.asksPlace(x.X, seen, depth+1) || p.asksPlace(x.Y, seen, depth+1)
	case *ast.UnaryExpr:
		return p.asksPlace(x.X, seen, depth+1)
	case *ast.CallExpr:
		if p.isPlace(x) {
			return true
		}
		for _, a := range x.Args {
			if p.asksPlace(a, seen, depth+1) {
				return true
			}
		}
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() {
			return false
		}
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			if call, ok := ast.Unparen(d.Value).(*ast.CallExpr); ok && d.Kind == code.Assigned && p.asksPlace(call, seen, depth+1) {
				return true
			}
		}
	}
	return p.machinePath(x)
}

// isPlace reports whether a call asks for a directory of the machine or of the account.
func (p *Package) isPlace(c *ast.CallExpr) bool {
	f, _ := p.callee(c)
	if f == nil {
		return false
	}
	switch f.Kind(winapi.ProfilePath) {
	case "home", "user", "machine":
		return true
	}
	if f.Kind(winapi.Env) != "get" || len(c.Args) == 0 {
		return false
	}
	name, ok := p.Eval(c.Args[0]).Known()
	return ok && p.ofAccount(name) == Folder
}

// machinePath reports whether x is a path below a directory of the machine.
func (p *Package) machinePath(x ast.Expr) bool {
	if t := p.Code.Info.TypeOf(x); t == nil || !isText(t) {
		return false
	}
	for _, t := range p.Eval(x) {
		if len(t) > 0 && t[0].Kind == names.Path && t[0].Text == names.Machine {
			return true
		}
	}
	return false
}

// What a name says of data that is only read to be moved elsewhere.
var oldWords = set("migrate migration migrating legacy old previous former deprecated obsolete")

// migrates reports whether the site looks for what an older version left: the function around it, or the variable that
// takes the place, says so.
func (s *Site) migrates() bool {
	for f := s.In; f != nil; f = f.Parent {
		if f.Obj != nil && hasWord(nameWords(f.Obj.Name()), oldWords) {
			return true
		}
	}
	for _, n := range s.pkg.Code.Enclosing(s.Node.Pos(), s.Node.End()) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return len(n.Lhs) > 0 && hasWord(nameWords(nameOf(n.Lhs[0])), oldWords)
		case *ast.ValueSpec:
			return hasWord(nameWords(n.Names[0].Name), oldWords)
		case ast.Stmt:
			return false
		}
	}
	return false
}
