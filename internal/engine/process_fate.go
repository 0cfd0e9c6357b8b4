// What becomes of the processes that a test picks: they are ended, or something is decided by them.

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

const (
	maxSearch = 4  // calls from a list of processes up to the comparison, and from there to what is done
	maxFates  = 60 // places that one result is followed to
)

// fates follows what becomes of the processes that a test of their names picks: they are ended, or the code decides
// something by them, there or where the function returns what it found.
type fates struct {
	test *imageTest
	acts []ProcessAct
	seen map[ast.Node]bool
	up   int
}

// act records what is done at n in q.
func (w *fates) act(q *Package, f *code.Func, n ast.Node, decides bool) {
	a := ProcessAct{
		Site: q.newSite(f, n, nil), Pos: n.Pos(), End: n.End(), Decides: decides,
		Found: w.test.expr.Pos(), image: w.test,
	}
	if call, ok := n.(*ast.CallExpr); ok {
		if fact, _ := q.callee(call); fact != nil {
			a.Site.Fact = fact
		}
	}
	p := w.test.pkg
	if w.test.elsewhere(n) {
		return
	}
	for _, x := range w.test.with {
		for _, t := range p.Eval(x) {
			if text, ok := t.Known(); ok {
				if a.Name == "" {
					a.Name = text
				}
				a.System = a.System || p.systemProgram(text)
			}
			for _, s := range t {
				a.Own = a.Own || s.Kind == names.Path && s.Text == names.Executable
			}
		}
		a.Own = a.Own || p.starts(x)
	}
	if call, ok := n.(*ast.CallExpr); ok {
		a.Own = a.Own || slices.ContainsFunc(call.Args, q.starts)
	}
	if call, ok := n.(*ast.CallExpr); ok && a.Name == "" {
		for _, x := range call.Args {
			if !q.isText(x) {
				continue
			}
			if text, ok := q.Eval(x).Known(); ok && text != "" {
				a.Name = text
				a.System = q.systemProgram(text)
				break
			}
		}
	}
	w.acts = append(w.acts, a)
}

// starts reports whether x is a field with the path of a program that the package starts.
func (p *Package) starts(x ast.Expr) bool {
	v := p.variable(x)
	return v != nil && v.IsField() && slices.ContainsFunc(p.sites, func(s *Site) bool {
		return s.Fact != nil && s.Fact.Has(winapi.StartProcess) && s.exprs["name"] != nil && p.variable(s.exprs["name"]) == v
	})
}

// start looks at what runs where the name is the one looked for.
func (w *fates) start() {
	t := w.test
	p, f := t.pkg, t.in
	ended := false
	for _, c := range p.Code.Funcs {
		if c != f && !standsIn(f, c) {
			continue
		}
		for _, call := range c.Calls {
			if call == t.expr || call.Pos() < t.expr.Pos() && t.expr.End() <= call.End() || !t.met(call.Pos()) {
				continue
			}
			switch {
			case p.endsProcess(call) && w.about(call):
				ended = true
				w.ended(c, call)
			case p.exitsProgram(call):
				w.act(p, f, t.expr, true)
			}
		}
	}
	if ended {
		return
	}
	for _, ret := range f.Returns {
		if p.innermost(t, ret) {
			w.returned(p, f, ret)
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			if !t.met(n.Pos()) {
				return true
			}
			for _, l := range n.Lhs {
				if v := p.variable(l); v != nil && !v.IsField() && v.Parent() != p.Code.Types.Scope() && v.Pos() < t.expr.Pos() && p.outsideLoop(v, t.expr) {
					w.variable(p, f, v, n.End())
				}
			}
		case *ast.IncDecStmt:
			if v := p.variable(n.X); v != nil && t.met(n.Pos()) && !v.IsField() && v.Parent() != p.Code.Types.Scope() {
				w.variable(p, f, v, n.End())
			}
		}
		return true
	})
	// The truth value itself: return strings.EqualFold(...), in a loop or in a function that a search is given.
	if t.tag == nil && t.ok == nil && t.want {
		top := ast.Node(t.expr)
		for {
			parent := p.parent(top)
			b, ok := parent.(*ast.BinaryExpr)
			if !ok || b.Op != token.LAND && b.Op != token.LOR {
				break
			}
			top = parent
		}
		_, lit := f.Node.(*ast.FuncLit)
		if ret, ok := p.parent(top).(*ast.ReturnStmt); ok && (lit || p.repeated(t.expr.Pos())) {
			w.returned(p, f, ret)
		}
	}
}

// innermost reports whether a return statement runs where the test holds, and hangs on nothing that may fail after it.
func (p *Package) innermost(t *imageTest, ret *ast.ReturnStmt) bool {
	if !t.met(ret.Pos()) {
		return false
	}
	g := t.in.Graph()
	for _, c := range g.Conds(max(g.Block(ret.Pos()), 0)) {
		x, ok := ast.Unparen(c.Expr).(*ast.BinaryExpr)
		if ok && c.Expr.Pos() > t.expr.End() && p.isNil(x.Y) && c.Value == (x.Op == token.NEQ) && yieldsError(p.Code.Info.TypeOf(x.X)) {
			return false
		}
	}
	return true
}

// outsideLoop reports whether v is declared outside the loop around x.
func (p *Package) outsideLoop(v *types.Var, x ast.Node) bool {
	for _, n := range p.Code.Enclosing(x.Pos(), x.End()) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return v.Pos() < n.Pos()
		case *ast.FuncLit, *ast.FuncDecl:
			return true
		}
	}
	return true
}

// about reports whether a call is given the process that the test is about, or something made of it.
func (w *fates) about(c *ast.CallExpr) bool {
	base, ok := ast.Unparen(w.test.base).(*ast.Ident)
	if w.test.base == nil || !ok {
		return true
	}
	v := w.test.pkg.variable(base)
	return v == nil || w.mentions(c, v, been{}, 0)
}

func (w *fates) mentions(n ast.Node, v *types.Var, seen been, depth int) bool {
	if seen.again(n, depth) {
		return false
	}
	p := w.test.pkg
	found := false
	ast.Inspect(n, func(m ast.Node) bool {
		id, ok := m.(*ast.Ident)
		if !ok || found {
			return !found
		}
		u := p.variable(id)
		switch {
		case u == v:
			found = true
		case u != nil && !u.IsField() && depth < 4 && u.Parent() != p.Code.Types.Scope():
			for _, d := range p.Code.Reaching(u, id.Pos()) {
				if d.Value != nil && d.Kind != code.Given && d.Node.Pos() < n.Pos() && w.mentions(d.Value, v, seen, depth+1) {
					found = true
				}
			}
		}
		return !found
	})
	return found
}

// ended records a call that ends what was found. Where the name is given by the callers, they are the ones to judge.
func (w *fates) ended(f *code.Func, call *ast.CallExpr) {
	w.given(w.test.pkg, f, call, false, 0)
}

// given records what is done at n, or at the calls that give the name which n's function looks for.
func (w *fates) given(q *Package, f *code.Func, n ast.Node, decides bool, depth int) {
	callers, param := w.chosenBy(depth)
	if !param {
		w.act(q, f, n, decides)
		return
	}
	if len(callers) == 0 {
		if w.test.pkg.modular {
			return // importers choose
		}
		w.act(q, f, n, decides)
		return
	}
	for _, c := range callers {
		if c.pkg.ownsCaller(c.in) {
			continue
		}
		w.act(c.pkg, c.in, c.call, decides)
	}
}

// chosenBy returns the calls that give the name that the test looks for, and whether callers give it at all.
func (w *fates) chosenBy(depth int) (out []caller, param bool) {
	t := w.test
	var ids []string
	for _, x := range t.with {
		if t.pkg.fromParameter(x) {
			param = true
		}
	}
	if !param {
		return nil, false
	}
	ids = append(ids, rootOf(t.in).ID)
	seen := map[string]bool{}
	for ; len(ids) > 0 && depth <= maxSearch; depth++ {
		var next []string
		for _, id := range ids {
			if seen[id] {
				continue
			}
			seen[id] = true
			for _, c := range t.pkg.callersUp(id) {
				through := false
				for _, arg := range c.call.Args {
					through = through || c.pkg.isText(arg) && c.pkg.fromParameter(arg)
				}
				if up := rootOf(c.in); through && len(c.pkg.callersUp(up.ID)) > 0 {
					next = append(next, up.ID)
				} else {
					out = append(out, c)
				}
			}
		}
		ids = next
	}
	return out, true
}

func (p *Package) ownsCaller(f *code.Func) bool { return p.asksOwner(rootOf(f), been{}, 2) }

// returned follows what a return statement of f returns where the name was found: what was found, and where nothing is made
// of that, the truth that it was.
func (w *fates) returned(q *Package, f *code.Func, ret *ast.ReturnStmt) {
	followed, acts := false, len(w.acts)
	for i, x := range ret.Results {
		t := q.Code.Info.TypeOf(x)
		if t == nil || q.isNil(x) {
			continue
		}
		v := q.Code.Info.Types[x].Value
		truth := v != nil && v.ExactString() == "true"
		switch {
		case v != nil && !truth:
		case yieldsError(t):
			if !followed && f == w.test.in && len(ret.Results) == 1 && q.refuses(x) && w.searches() {
				w.given(q, f, w.test.expr, true, 0)
			}
		case !followed || truth && len(w.acts) == acts:
			followed = true
			w.result(q, f, i)
		}
	}
}

// searches reports whether the test is made of one process after the other, rather than of one that is known otherwise.
func (w *fates) searches() bool {
	_, each := w.test.in.Node.(*ast.FuncLit)
	return each || w.test.pkg.repeated(w.test.expr.Pos())
}

// refuses reports whether x is an error of the function's own: made there, or one of the package's variables.
func (p *Package) refuses(x ast.Expr) bool {
	if c, ok := ast.Unparen(x).(*ast.CallExpr); ok {
		return p.fresh(c)
	}
	v := p.variable(x)
	return v != nil && !v.IsField() && v.Parent() == v.Pkg().Scope()
}

// fresh reports whether a call makes an error of its own: none is among what it is given.
func (p *Package) fresh(c *ast.CallExpr) bool {
	return !slices.ContainsFunc(c.Args, func(x ast.Expr) bool { return yieldsError(p.Code.Info.TypeOf(x)) })
}

// result follows result i of f to the callers.
func (w *fates) result(q *Package, f *code.Func, i int) {
	if w.up >= maxSearch {
		return
	}
	w.up++
	defer func() { w.up-- }()
	if lit, ok := f.Node.(*ast.FuncLit); ok {
		if c, ok := q.parent(lit).(*ast.CallExpr); ok && f.Parent != nil { // slices.ContainsFunc
			w.use(q, f.Parent, c, c)
		}
	}
	for _, c := range q.callersUp(f.ID) {
		parent := c.pkg.parent(c.call)
		place := ast.Node(c.call)
		if n, ok := parent.(*ast.AssignStmt); ok && i < len(n.Lhs) && len(n.Rhs) == 1 {
			place = n.Lhs[i]
		}
		if w.seen[place] || c.pkg.ownsCaller(c.in) {
			continue
		}
		w.seen[place] = true
		switch n := parent.(type) {
		case *ast.AssignStmt:
			if i < len(n.Lhs) && len(n.Rhs) == 1 {
				if v := c.pkg.variable(n.Lhs[i]); v != nil && !v.IsField() {
					w.from(c.pkg, c.in, v, c.call)
				}
			}
		case *ast.ValueSpec:
			if i < len(n.Names) && len(n.Values) == 1 {
				if v, ok := c.pkg.Code.Info.Defs[n.Names[i]].(*types.Var); ok {
					w.from(c.pkg, c.in, v, c.call)
				}
			}
		default:
			if i == 0 {
				w.use(c.pkg, c.in, c.call, c.call)
			}
		}
	}
}

// variable follows a variable of the function of the test.
func (w *fates) variable(q *Package, f *code.Func, v *types.Var, after token.Pos) {
	w.uses(q, f, v, after, nil)
}

// from follows a variable that was given what a call found.
func (w *fates) from(q *Package, f *code.Func, v *types.Var, call *ast.CallExpr) {
	w.uses(q, f, v, call.End(), call)
}

func (w *fates) uses(q *Package, f *code.Func, v *types.Var, after token.Pos, call *ast.CallExpr) {
	for _, id := range q.Code.Uses(v) {
		if id.Pos() < after || len(w.seen) > maxFates {
			continue
		}
		w.use(q, f, id, call)
	}
	// A named result that is returned bare.
	if call == nil && f.Sig != nil {
		for i := range f.Sig.Results().Len() {
			if f.Sig.Results().At(i) == v {
				w.result(q, f, i)
			}
		}
	}
}

// use looks at one place x that holds what was found; call is what found it, nil in the function of the test itself.
func (w *fates) use(q *Package, f *code.Func, x ast.Expr, call *ast.CallExpr) {
	if call != ast.Node(x) && w.seen[x] {
		return
	}
	w.seen[x] = true
	for {
		switch n := q.parent(x).(type) {
		case *ast.SelectorExpr:
			if ast.Unparen(n.X) != x {
				return
			}
			x = n
		case *ast.StarExpr:
			x = n
		case *ast.IndexExpr:
			if ast.Unparen(n.X) != x {
				return
			}
			x = n
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				w.decided(q, f, n, call)
				return
			}
			x = n
		case *ast.BinaryExpr:
			w.decided(q, f, n, call)
			return
		case *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.CaseClause:
			w.decided(q, f, x, call)
			return
		case *ast.ReturnStmt:
			i := slices.IndexFunc(n.Results, func(y ast.Expr) bool { return ast.Unparen(y) == x })
			if i >= 0 && !yieldsError(q.Code.Info.TypeOf(x)) {
				w.result(q, q.Code.Enclosed(n.Pos()), i)
			}
			return
		case *ast.RangeStmt:
			if n.X != x || n.Value == nil {
				return
			}
			if v := q.variable(n.Value); v != nil {
				w.uses(q, f, v, n.Pos(), call)
			}
			return
		case *ast.AssignStmt:
			i := slices.IndexFunc(n.Rhs, func(y ast.Expr) bool { return ast.Unparen(y) == x })
			if i < 0 || i >= len(n.Lhs) {
				return
			}
			if v := q.variable(n.Lhs[i]); v != nil && !v.IsField() {
				w.uses(q, f, v, n.End(), call)
			}
			return
		case *ast.CallExpr:
			tv := q.Code.Info.Types[n.Fun]
			switch {
			case ast.Unparen(n.Fun) == x, tv.IsType():
				if q.endsProcess(n) {
					w.at(q, f, n, false, call)
					return
				}
				x = n
				continue
			case q.endsProcess(n):
				w.at(q, f, n, false, call)
				return
			case tv.IsBuiltin():
				x = n
				continue
			}
			if fact, _ := q.callee(n); fact != nil && !yieldsError(q.Code.Info.TypeOf(n)) && (fact.Has(winapi.FindProcess) || fact.Has(winapi.Text)) {
				x = n // the process with that id, a handle to it, its id as text
				continue
			}
			return
		default:
			return
		}
	}
}

// at records what is done at n with what call found. If the name is the callers' choice, what is done where they stand
// stays there: the call that named it is the one in this function, or further up.
func (w *fates) at(q *Package, f *code.Func, n ast.Node, decides bool, call *ast.CallExpr) {
	if call == nil {
		w.given(q, f, n, decides, 0)
		return
	}
	if _, param := w.chosenBy(0); param && slices.ContainsFunc(call.Args, func(x ast.Expr) bool { return q.isText(x) && q.fromParameter(x) }) {
		for _, c := range q.callersUp(rootOf(f).ID) {
			w.act(c.pkg, c.in, c.call, decides)
		}
		return
	}
	w.act(q, f, n, decides)
}

// decided judges a condition on what was found: whether the code goes on otherwise because of it.
func (w *fates) decided(q *Package, f *code.Func, x ast.Expr, call *ast.CallExpr) {
	top, found := x, true
	for n := ast.Node(x); ; {
		parent := q.parent(n)
		if e, ok := n.(*ast.UnaryExpr); ok && e.Op == token.NOT {
			found = !found
		}
		if e, ok := n.(*ast.BinaryExpr); ok && n == ast.Node(x) {
			switch e.Op {
			case token.EQL, token.LSS, token.LEQ:
				if v := q.Code.Info.Types[e.Y].Value; v == nil || v.ExactString() != "true" {
					found = !found
				}
			case token.NEQ, token.GTR, token.GEQ, token.LAND, token.LOR:
			default:
				return
			}
		}
		switch p := parent.(type) {
		case *ast.BinaryExpr, *ast.UnaryExpr:
			n = parent
			top = parent.(ast.Expr)
			continue
		case *ast.IfStmt:
			switch {
			case ast.Unparen(p.Cond) != top:
			case w.branches(q, f, p, found, q.isTruth(x)):
				w.at(q, f, decisionAt(x, call), true, call)
			case found:
				w.told(q, p.Body)
			}
		case *ast.ForStmt:
			if p.Cond != nil && ast.Unparen(p.Cond) == top && call != nil {
				w.at(q, f, decisionAt(x, call), true, call)
			}
		case *ast.CaseClause:
			if slices.Contains(p.List, top) && w.goesOn(q, p.Body, true) {
				w.at(q, f, decisionAt(x, call), true, call)
			}
		case *ast.ReturnStmt:
			if i := slices.Index(p.Results, top); i >= 0 {
				w.result(q, q.Code.Enclosed(p.Pos()), i)
			}
		case *ast.AssignStmt:
			if i := slices.Index(p.Rhs, top); i >= 0 && len(p.Lhs) == len(p.Rhs) {
				if v := q.variable(p.Lhs[i]); v != nil && !v.IsField() {
					w.uses(q, f, v, p.End(), call)
				}
			}
		}
		return
	}
}

// told follows the truth that a block, which is run where the process was found, returns in the end: the answer of another
// function is handed on.
func (w *fates) told(q *Package, block *ast.BlockStmt) {
	if len(block.List) == 0 {
		return
	}
	ret, ok := block.List[len(block.List)-1].(*ast.ReturnStmt)
	if !ok {
		return
	}
	for i, x := range ret.Results {
		if v := q.Code.Info.Types[x].Value; v != nil && v.ExactString() == "true" {
			w.result(q, q.Code.Enclosed(ret.Pos()), i)
			return
		}
	}
}

// decisionAt returns where a decision stands: at the call that found the processes, else at the condition.
func decisionAt(x ast.Expr, call *ast.CallExpr) ast.Node {
	if call != nil {
		return call
	}
	return x
}
