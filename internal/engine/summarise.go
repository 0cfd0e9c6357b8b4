package engine

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// summarise describes the package for the solver of contexts and for its importers.
func (p *Package) summarise() {
	s := &summary.Package{
		Path: p.Code.Types.Path(), Name: p.Code.Types.Name(), Addresses: p.addresses(),
		Funcs: map[string]*summary.Func{}, Fields: map[string][]*summary.Site{}, Stored: map[string]names.Values{},
		Embeds: p.embeds(),
	}
	for _, imp := range p.Code.Types.Imports() {
		s.Imports = append(s.Imports, imp.Path())
	}
	slices.Sort(s.Imports)
	for _, f := range p.Code.Funcs {
		s.Funcs[f.ID] = &summary.Func{ID: f.ID, At: p.place(f.Pos()), Open: p.open(f), NoReturn: f.Body != nil && f.NoReturn()}
	}
	for _, f := range p.Code.Funcs {
		sf := s.Funcs[f.ID]
		sf.Calls = p.edges(f, s)
		sf.Lists = p.listedParams(f)
		sf.Blocks = p.blocks(f)
	}
	for _, site := range p.sites {
		f := s.Funcs[site.In.ID]
		t := site.template()
		f.Sites = append(f.Sites, t)
		if args := site.reruns(); len(args) > 0 {
			f.Reruns = append(f.Reruns, summary.Rerun{Args: args, Token: !site.Own(), Block: site.block, At: p.place(site.Node.Pos())})
		}
		for _, id := range site.waitsFor() {
			if g := s.Funcs[id]; g != nil && !site.optional(id) {
				g.Waits = append(g.Waits, site.templateFor(id))
			}
		}
		for _, name := range site.waitsForField() {
			s.Fields[name] = append(s.Fields[name], t)
		}
	}
	p.Summary = s
}

// embeds returns the named types that the package's struct types embed.
func (p *Package) embeds() map[string][]string {
	out := map[string][]string{}
	scope := p.Code.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range st.Fields() {
			if t := names.ConcreteType(f.Type()); f.Embedded() && t != "" {
				key := p.Code.Types.Path() + "." + name
				out[key] = append(out[key], strings.TrimPrefix(t, "*"))
			}
		}
	}
	return out
}

// open reports whether f can be reached from outside a package that is not main.
func (p *Package) open(f *code.Func) bool {
	return f.Obj != nil && f.Obj.Exported() && p.Code.Types.Name() != "main"
}

// edges returns the calls of f into the packages under analysis, those that start a service, and the functions that it
// hands on as values, in the order in which they return: an argument's call before the call that takes it.
func (p *Package) edges(f *code.Func, s *summary.Package) []summary.Call {
	type edge struct {
		call summary.Call
		end  token.Pos
	}
	var all []edge
	for _, c := range f.Calls {
		if !p.known(c) || p.dead(f, c.Pos()) {
			continue
		}
		ids := p.callees(c)
		if ids == nil {
			ids = p.given(c)
		}
		if len(ids) > 0 {
			all = append(all, edge{summary.Call{
				Callees: ids, Block: p.block(f, c.Pos()), At: p.place(c.Pos()),
				Go: p.Code.Statement(c) == token.GO, Defer: p.Code.Statement(c) == token.DEFER,
			}, c.End()})
		}
	}
	reference := func(x ast.Expr, id string) {
		if p.dead(f, x.Pos()) {
			return
		}
		store, ok := p.Code.Stored(x)
		if p.isCommand(store) {
			if g := s.Funcs[id]; g != nil {
				g.Command = true
			}
			return
		}
		kept := ok && store.Field == nil
		// One of a list or table of functions: the program picks one by its name, most often by an argument, so this place
		// does not say which of them run.
		kept = kept || p.listed(x)
		all = append(all, edge{summary.Call{
			Callees: []string{id}, Reference: true, Kept: kept, Away: !kept && (p.away(x) || p.wrapsCommand(x)), Block: p.block(f, x.Pos()), At: p.place(x.Pos()),
		}, x.End()})
	}
	for _, lit := range f.Lits {
		if !lit.Called {
			reference(lit.Node.(*ast.FuncLit), lit.ID)
		}
	}
	for _, id := range f.Refs {
		if fn, ok := p.Code.Info.Uses[id].(*types.Func); ok && p.mine(fn) {
			reference(id, fn.Origin().FullName())
		}
	}
	slices.SortStableFunc(all, func(a, b edge) int { return cmp.Compare(a.end, b.end) })
	out := make([]summary.Call, len(all))
	for i, e := range all {
		out[i] = e.call
	}
	return out
}

// listed reports whether x, a function, goes into a list or table: as an element, as a field of one, or by a function of
// the packages under analysis that does no more with it.
func (p *Package) listed(x ast.Expr) bool {
	inner := ast.Node(x)
	lits := 0
	for _, n := range p.Code.Enclosing(x.Pos(), x.End()) {
		switch n := n.(type) {
		case *ast.CompositeLit:
			t := p.Code.Info.TypeOf(n)
			if lits++; t == nil || lits > 2 {
				return false
			}
			switch t.Underlying().(type) {
			case *types.Slice, *types.Array, *types.Map:
				return true
			}
		case *ast.AssignStmt:
			i := slices.IndexFunc(n.Rhs, func(y ast.Expr) bool { return y == inner })
			if i < 0 || len(n.Lhs) != len(n.Rhs) {
				return false
			}
			_, ok := ast.Unparen(n.Lhs[i]).(*ast.IndexExpr)
			return ok
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok {
				if b, ok := p.Code.Info.Uses[id].(*types.Builtin); ok {
					return b.Name() == "append"
				}
			}
			i := slices.IndexFunc(n.Args, func(y ast.Expr) bool { return y == inner })
			return lits == 0 && p.lists(code.StaticCallee(p.Code.Info, n), i)
		case *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr, *ast.SelectorExpr, *ast.Ident, *ast.FuncLit:
		default:
			return false
		}
		inner = n
	}
	return false
}

// lists reports whether fn does nothing with its parameter i but to put it into a list or table.
func (p *Package) lists(fn *types.Func, i int) bool {
	if fn == nil || fn.Pkg() == nil || i < 0 || i >= fn.Signature().Params().Len() {
		return false
	}
	if fn.Pkg() != p.Code.Types {
		s := p.world.summary(fn.Pkg().Path())
		return s != nil && s.Funcs[fn.FullName()] != nil && slices.Contains(s.Funcs[fn.FullName()].Lists, i)
	}
	f := p.Code.FuncOf(fn)
	return f != nil && slices.Contains(p.listedParams(f), i)
}

// listedParams returns the parameters of f that are functions and only go into a list or table.
func (p *Package) listedParams(f *code.Func) []int {
	if f.Obj == nil {
		return nil
	}
	if out, ok := p.listing[f]; ok {
		return out
	}
	if p.listing == nil {
		p.listing = map[*code.Func][]int{}
	}
	p.listing[f] = nil // while it is being found out
	var out []int
	for i := range f.Obj.Signature().Params().Len() {
		v := f.Obj.Signature().Params().At(i)
		if !isFunc(v.Type()) {
			continue
		}
		uses := p.Code.Uses(v)
		if len(uses) > 0 && !slices.ContainsFunc(uses, func(id *ast.Ident) bool { return !p.listed(id) }) {
			out = append(out, i)
		}
	}
	p.listing[f] = out
	return out
}

// away reports whether x, a function, is handed to code that is not analysed and that may keep it for a command or flag:
// any but the standard library and its extensions, and of that the package flag; or is returned or stored, to be kept so.
func (p *Package) away(x ast.Expr) bool {
	inner := ast.Node(x)
	for _, n := range p.Code.Enclosing(x.Pos(), x.End()) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.Fun == inner || p.Code.Info.Types[n.Fun].IsType() || p.Code.Info.Types[n.Fun].IsBuiltin() {
				return false
			}
			fn := code.StaticCallee(p.Code.Info, n)
			if fn == nil || fn.Pkg() == nil {
				return len(p.callees(n)) == 0
			}
			first, _, _ := strings.Cut(fn.Pkg().Path(), "/")
			return !p.mine(fn) && (strings.Contains(first, ".") && first != "golang.org" || first == "flag" || p.dotless(first))
		case *ast.ReturnStmt, *ast.AssignStmt, *ast.ValueSpec:
			return true // whoever gets it; a call of the variable or field is an edge of its own
		case *ast.CompositeLit, *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr, *ast.SelectorExpr, *ast.Ident, *ast.FuncLit:
		default:
			return false
		}
		inner = n
	}
	return false
}

// dotless reports whether first, the first element of an import path, is that of the package's own module, which has none
// of the standard library's names.
func (p *Package) dotless(first string) bool {
	own, _, _ := strings.Cut(p.Code.Types.Path(), "/")
	return own == first
}

// known reports whether what c calls may be a function of the packages under analysis, or starts a service.
func (p *Package) known(c *ast.CallExpr) bool {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil || p.mine(fn) {
		return true
	}
	fact := p.cat.Go(fn.FullName())
	return fact != nil && fact.Has(winapi.Entry)
}

// mine reports whether fn belongs to a package under analysis.
func (p *Package) mine(fn *types.Func) bool { return p.ours(fn.Pkg()) }

// ours reports whether pkg is this package or another one of the module's that was analysed before.
func (p *Package) ours(pkg *types.Package) bool {
	switch pkg {
	case nil:
		return false
	case p.Code.Types:
		return true
	}
	return p.world.summary(pkg.Path()) != nil && !p.world.foreign(pkg.Path())
}

// isCommand reports whether a command-line library calls what is stored there when its command is given.
func (p *Package) isCommand(store code.Store) bool {
	if store.Field == nil {
		return false
	}
	f := p.cat.Go(names.FieldName(store.Field, store.Owner))
	if f == nil {
		return false
	}
	switch f.Is[winapi.Command] {
	case "run", "before", "after", "before.tree", "after.tree":
		return true
	}
	return false
}

// wrapsCommand reports whether x, a function, is handed to a function whose result is a command: Action: withLog(run).
func (p *Package) wrapsCommand(x ast.Expr) bool {
	var inner ast.Node = x
	if sel, ok := p.parent(x).(*ast.SelectorExpr); ok && sel.Sel == x {
		inner = sel
	}
	for range 3 {
		c, ok := p.parent(inner).(*ast.CallExpr)
		if !ok || ast.Node(ast.Unparen(c.Fun)) == inner {
			return false
		}
		if store, ok := p.Code.Stored(c); ok && p.isCommand(store) {
			return true
		}
		inner = c
	}
	return false
}

// blocks returns the basic blocks of f with the tests that hold in them.
func (p *Package) blocks(f *code.Func) []summary.Block {
	g := f.Graph()
	if g == nil {
		return []summary.Block{{Idom: -1}}
	}
	out := make([]summary.Block, g.Len())
	for i := range out {
		out[i].Idom = g.Idom(i)
		for _, c := range g.Conds(i) {
			if guard, ok := p.guard(c); ok {
				out[i].Guards = append(out[i].Guards, guard)
			} else if !p.succeeded(c) {
				out[i].Hangs = true
			}
		}
	}
	return out
}

// succeeded reports whether a condition that holds says no more than that there was no error.
func (p *Package) succeeded(c code.Cond) bool {
	x, ok := c.Expr.(*ast.BinaryExpr)
	if !ok || c.Tag != nil || !p.isNil(x.Y) || c.Value != (x.Op == token.EQL) {
		return false
	}
	t := p.Code.Info.TypeOf(x.X)
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// guard returns what a condition that holds says about where the code runs.
func (p *Package) guard(c code.Cond) (summary.Guard, bool) {
	if service, ok := p.eval.Test(c); ok {
		return summary.Guard{Kind: summary.IsService, Value: service}, true
	}
	if p.chosen(c) {
		if x, ok := p.absent(c); ok {
			return summary.Guard{Kind: summary.Choice, Key: types.ExprString(x), Value: !c.Value}, true
		}
		key := types.ExprString(c.Expr)
		if c.Tag != nil {
			key = types.ExprString(c.Tag) + " == " + key
		}
		return summary.Guard{Kind: summary.Choice, Key: key, Arg: p.argument(c), Value: c.Value}, true
	}
	return summary.Guard{}, false
}

// absent returns what a condition, written so that it is true, says that the user has not given: x == "". The opposite has
// the same key as the test x alone.
func (p *Package) absent(c code.Cond) (ast.Expr, bool) {
	x, ok := c.Expr.(*ast.BinaryExpr)
	if !ok || c.Tag != nil || x.Op != token.EQL {
		return nil, false
	}
	for _, side := range [][2]ast.Expr{{x.X, x.Y}, {x.Y, x.X}} {
		if v := p.Code.Info.Types[side[1]].Value; v != nil && v.Kind() == constant.String && constant.StringVal(v) == "" {
			return side[0], true
		}
	}
	return nil, false
}

// argument returns the constant that a condition compares with what the user chose.
func (p *Package) argument(c code.Cond) string {
	if c.Tag != nil {
		arg, _ := p.eval.Eval(c.Expr).Known()
		return arg
	}
	if x, ok := c.Expr.(*ast.BinaryExpr); ok && x.Op == token.EQL {
		for _, side := range []ast.Expr{x.X, x.Y} {
			if arg, ok := p.eval.Eval(side).Known(); ok {
				return arg
			}
		}
	}
	return ""
}

// chosen reports whether a condition asks what the user chose: an argument, a flag, a setting; or, of a list of words that
// the function is given, what one is: it is to do as an argument of the command line says, whoever has given it.
func (p *Package) chosen(c code.Cond) bool {
	if c.Tag != nil {
		return p.isChoice(c.Tag) || p.isWord(c.Tag)
	}
	switch x := c.Expr.(type) {
	case *ast.BinaryExpr:
		return p.isChoice(x.X) || p.isChoice(x.Y) || (p.isWord(x.X) || p.isWord(x.Y)) && p.argument(c) != ""
	case *ast.CallExpr:
		for _, a := range x.Args {
			if p.isChoice(a) {
				return true
			}
		}
		return p.isChoice(x)
	}
	return p.isChoice(c.Expr)
}

func (p *Package) isChoice(x ast.Expr) bool {
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return false
	}
	if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&(types.IsString|types.IsBoolean) == 0 {
		return false
	}
	return slices.ContainsFunc(p.eval.Eval(x), func(t names.Text) bool { return t.Has(names.Config) || p.handedChoice(t) })
}

// handedChoice reports whether t is a parameter to which calls in the package give what the user chose, or a constant in its
// place.
func (p *Package) handedChoice(t names.Text) bool {
	if len(t) != 1 || t[0].Kind != names.Param || t[0].Path != "" {
		return false
	}
	chosen := false
	for _, c := range p.callers[t[0].Func] {
		v := p.eval.Argument(c.call, t[0])
		switch _, constant := v.Known(); {
		case slices.ContainsFunc(v, func(u names.Text) bool { return u.Has(names.Config) }):
			chosen = true
		case !constant:
			return false
		}
	}
	return chosen
}

// isWord reports whether x is an element of a list of strings that is a parameter.
func (p *Package) isWord(x ast.Expr) bool {
	index, ok := ast.Unparen(x).(*ast.IndexExpr)
	if !ok || !isText(p.Code.Info.TypeOf(x)) {
		return false
	}
	id, ok := ast.Unparen(index.X).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.Code.Info.Uses[id].(*types.Var)
	if !ok || !p.isParameter(v) {
		return false
	}
	_, ok = v.Type().Underlying().(*types.Slice)
	return ok
}

// waitsForField returns the full names of the fields that the site's values wait for.
func (s *Site) waitsForField() []string {
	var out []string
	for _, v := range s.values {
		for _, t := range v {
			for _, seg := range t {
				if seg.Kind == names.Field && !slices.Contains(out, seg.Func) {
					out = append(out, seg.Func)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}
