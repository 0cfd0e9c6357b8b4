package outcomes

import (
	"cmp"
	"container/heap"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// Bounds: how deep calls of the package's own functions are followed, and how many blocks are evaluated, for all functions
// that are followed and for each block of the function in question.
const (
	maxDepth  = 3
	maxBlocks = 4000
	maxVisits = 16
)

// A key names a variable, or a field of one. In ill-typed code that has no object for it, by its name.
type key struct {
	obj  types.Object
	name string
	path string // ".field.field"
}

// An env is what is known where the code has come to.
type env struct {
	vars map[key]value
	last value // what GetLastError returns
	dead bool  // the code does not go on from here
}

func newEnv() *env { return &env{vars: map[key]value{}} }

func (e *env) clone() *env {
	c := *e
	c.vars = maps.Clone(e.vars)
	return &c
}

// put gives k a value; what its fields were is gone. What is not known is not kept, which keeps the maps small.
func (fr *frame) put(e *env, k key, v value) {
	for other := range e.vars {
		if other.obj == k.obj && other.name == k.name && len(other.path) > len(k.path) && other.path[:len(k.path)] == k.path {
			delete(e.vars, other)
		}
	}
	if v == fr.initial(k) {
		delete(e.vars, k)
		return
	}
	e.vars[k] = v
}

// A point is a node of a block.
type point struct{ block, node int }

// locate returns the node that runs the call: the narrowest that holds it.
func locate(g *code.Graph, call *ast.CallExpr) (point, bool) {
	var at point
	width := token.Pos(-1)
	for i, b := range g.Blocks() {
		if !g.Live(i) {
			continue
		}
		for j, n := range b.Nodes {
			if n.Pos().IsValid() && n.Pos() <= call.Pos() && call.End() <= n.End() && (width < 0 || n.End()-n.Pos() < width) {
				at, width = point{i, j}, n.End()-n.Pos()
			}
		}
	}
	return at, width >= 0
}

// A run evaluates code under one hypothesis.
type run struct {
	target    *ast.CallExpr
	told      []value // its results
	lastError value   // what GetLastError returns after it
	exists    bool
	assume    bool // other calls succeed
	none      bool // the call does not come back
	blocks    int  // evaluated so far
	limit     int
}

func newRun(g *code.Graph, call *ast.CallExpr, told []summary.Answer, exists bool) *run {
	r := &run{target: call, exists: exists, limit: maxBlocks + maxVisits*g.Len()}
	opens := good(told)
	for _, a := range told {
		w := a.New
		if exists {
			w = a.Exists
		}
		r.none = r.none || w == "none"
		v := parse(w)
		v.told, v.object = a.Exists != a.New, parse(a.Exists).object || parse(a.New).object
		r.told = append(r.told, v)
	}
	switch {
	case opens && exists:
	case opens:
		r.lastError = num(fileNotFound)
	case exists:
		r.lastError = num(alreadyExists)
	default:
		r.lastError = num(0)
	}
	r.lastError.told = true
	return r
}

func (r *run) spent() bool { return r.blocks > r.limit }

// A result is what came of evaluating a function's body.
type result struct {
	reached []bool
	returns map[*ast.ReturnStmt][]value
	at      map[*ast.ReturnStmt]map[int]bool // the block of each, as a set
	ends    map[*ast.CallExpr]ending         // calls that end the process
	exit    *env                             // at the returns
	escaped bool                             // what was told decides something that cannot be followed
	hit     bool                             // the call was come to
}

// An ending is where and with which first argument a call ends the process.
type ending struct {
	block int
	with  value
}

// tuples returns what is returned otherwise than in other, in source order: what joins of it is the same every time.
func (r *result) tuples(other *result) [][]value {
	stmts := slices.SortedFunc(maps.Keys(r.returns), func(a, b *ast.ReturnStmt) int { return cmp.Compare(a.Return, b.Return) })
	var out [][]value
	for _, ret := range stmts {
		if other != nil {
			if vals, ok := other.returns[ret]; ok && sameTuple(r.returns[ret], vals) {
				continue
			}
		}
		out = append(out, r.returns[ret])
	}
	return out
}

func sameTuple(a, b []value) bool {
	for i := range a {
		if i < len(b) && !a[i].same(b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

// kept returns what f leaves in variables and fields that outlive it.
func (r *result) kept(f *code.Func) map[key]value {
	out := map[key]value{}
	if r.exit == nil {
		return out
	}
	for k, v := range r.exit.vars {
		if !isLocal(f, k) {
			out[k] = v
		}
	}
	return out
}

// isLocal reports whether k is gone when f has returned.
func isLocal(f *code.Func, k key) bool {
	if k.obj == nil {
		return true
	}
	if f.Node == nil || k.obj.Pos() < f.Node.Pos() || k.obj.Pos() >= f.Node.End() {
		return false
	}
	if k.path == "" {
		return true
	}
	if v, ok := k.obj.(*types.Var); ok {
		for _, d := range f.Pkg.Defs(v) {
			if d.Kind == code.Given {
				return false // a field of what the caller has
			}
		}
	}
	return true
}

// A frame is one function under evaluation.
type frame struct {
	*run
	f     *code.Func
	p     *code.Package
	g     *code.Graph
	depth int
	res   *result // nil until the values at all blocks are known
	// current is the block under evaluation.
	current int
	types   map[*ast.CaseClause]ast.Expr
}

// until returns what is known where f comes to the point, before its call is made.
func (r *run) until(f *code.Func, at point) *env {
	fr := r.frame(f, 0)
	found := newEnv()
	first := true
	fr.fix(point{}, fr.entry(), func(b *cfg.Block, node int, e *env) bool {
		if (point{int(b.Index), node}) != at {
			return false
		}
		if first {
			found, first = e.clone(), false
		} else {
			fr.join(found, e)
		}
		return true
	})
	return found
}

// from evaluates f from the point on.
func (r *run) from(f *code.Func, at point, start *env) *result {
	return r.frame(f, 0).solve(at, start)
}

func (r *run) frame(f *code.Func, depth int) *frame {
	fr := &frame{run: r, f: f, p: f.Pkg, g: f.Graph(), depth: depth}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.TypeSwitchStmt:
			subject := typeSwitched(n)
			if subject == nil {
				return true
			}
			if fr.types == nil {
				fr.types = map[*ast.CaseClause]ast.Expr{}
			}
			for _, c := range n.Body.List {
				fr.types[c.(*ast.CaseClause)] = subject
			}
		}
		return true
	})
	return fr
}

// typeSwitched returns x of switch x.(type), or nil.
func typeSwitched(s *ast.TypeSwitchStmt) ast.Expr {
	var x ast.Expr
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		x = a.X
	case *ast.AssignStmt:
		if len(a.Rhs) == 1 {
			x = a.Rhs[0]
		}
	}
	if t, ok := ast.Unparen(x).(*ast.TypeAssertExpr); ok {
		return t.X
	}
	return nil
}

// entry returns what is known where the function begins: its named results are zero.
func (fr *frame) entry() *env {
	e := newEnv()
	if _, typ := signature(fr.f); typ != nil && typ.Results != nil {
		for _, field := range typ.Results.List {
			for _, name := range field.Names {
				if k, ok := fr.key(name); ok {
					fr.put(e, k, zero(fr.p.Info.TypeOf(field.Type)))
				}
			}
		}
	}
	return e
}

// signature returns the receiver and the type of f as they are written.
func signature(f *code.Func) (*ast.FieldList, *ast.FuncType) {
	switch n := f.Node.(type) {
	case *ast.FuncDecl:
		return n.Recv, n.Type
	case *ast.FuncLit:
		return nil, n.Type
	}
	return nil, nil
}

// solve evaluates the body from the point on and returns what came of it.
func (fr *frame) solve(at point, start *env) *result {
	in := fr.fix(at, start.clone(), nil)
	fr.res = &result{
		reached: make([]bool, fr.g.Len()), returns: map[*ast.ReturnStmt][]value{},
		at: map[*ast.ReturnStmt]map[int]bool{}, ends: map[*ast.CallExpr]ending{},
	}
	fr.res.reached[at.block] = true
	fr.block(at.block, at.node, start, nil)
	for b, e := range in {
		if e != nil {
			fr.res.reached[b] = true
			fr.block(b, 0, e, nil)
		}
	}
	return fr.res
}

// fix returns what is known at the beginning of each block that the point leads to. stop, if it is not nil, says where to
// go no further.
func (fr *frame) fix(at point, start *env, stop func(*cfg.Block, int, *env) bool) []*env {
	in := make([]*env, fr.g.Len())
	var work queue
	rank := order(fr.g.Blocks())
	waiting := make([]bool, len(in))
	spread := func(edges []edge) {
		for _, ed := range edges {
			if in[ed.to] == nil {
				in[ed.to] = ed.env
			} else if !fr.join(in[ed.to], ed.env) {
				continue
			}
			if !waiting[ed.to] {
				waiting[ed.to] = true
				heap.Push(&work, [2]int{rank[ed.to], ed.to})
			}
		}
	}
	spread(fr.block(at.block, at.node, start, stop))
	for len(work) > 0 && !fr.spent() {
		b := heap.Pop(&work).([2]int)[1]
		waiting[b] = false
		spread(fr.block(b, 0, in[b].clone(), stop))
	}
	return in
}

// join makes e what is known where e or other holds, and reports whether that is less than before.
func (fr *frame) join(e, other *env) bool {
	changed := false
	put := func(k key, v, w, initial value) {
		switch j := v.join(w); j {
		case v:
		case initial:
			delete(e.vars, k)
			changed = true
		default:
			e.vars[k], changed = j, true
		}
	}
	for k, v := range e.vars {
		initial := fr.initial(k)
		w, ok := other.vars[k]
		if !ok {
			w = initial
		}
		put(k, v, w, initial)
	}
	for k, w := range other.vars {
		if _, ok := e.vars[k]; !ok {
			initial := fr.initial(k)
			put(k, initial, w, initial)
		}
	}
	if j := e.last.join(other.last); j != e.last {
		e.last, changed = j, true
	}
	return changed
}

// order ranks the blocks so that, loops aside, each comes after those that lead to it, and the body of a loop before what
// follows the loop: otherwise all of that would be evaluated again for each round.
func order(blocks []*cfg.Block) []int {
	rank := make([]int, len(blocks))
	next := make([]int, len(blocks)) // successors still to be visited, and one more
	for i, b := range blocks {
		next[i] = len(b.Succs) + 1
	}
	seen := make([]bool, len(blocks))
	seen[0] = true
	place := len(blocks)
	for stack := []int{0}; len(stack) > 0; {
		b := stack[len(stack)-1]
		next[b]--
		if next[b] == 0 {
			place--
			rank[b] = place
			stack = stack[:len(stack)-1]
			continue
		}
		if s := int(blocks[b].Succs[next[b]-1].Index); !seen[s] {
			seen[s] = true
			stack = append(stack, s)
		}
	}
	return rank
}

// A queue holds blocks by their place in the flow: a block is evaluated when those before it are done.
type queue [][2]int // rank and block

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i][0] < q[j][0] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.([2]int)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}

type edge struct {
	to  int
	env *env
}

// block evaluates a block from a node on, in e, which it changes, and returns where it leads.
func (fr *frame) block(index, from int, e *env, stop func(*cfg.Block, int, *env) bool) []edge {
	fr.blocks++
	fr.current = index
	b := fr.g.Blocks()[index]
	if r, ok := b.Stmt.(*ast.RangeStmt); ok && b.Kind == cfg.KindRangeBody {
		for _, x := range []ast.Expr{r.Key, r.Value} {
			if x != nil {
				fr.assign(e, x, value{})
			}
		}
	}
	cond, branches := fr.g.Branch(index)
	for i, n := range b.Nodes {
		if i < from {
			continue
		}
		if stop != nil && stop(b, i, e) {
			return nil
		}
		if branches && i == len(b.Nodes)-1 {
			return fr.branch(b, cond, e)
		}
		if ret, ok := n.(*ast.ReturnStmt); ok {
			fr.leave(index, ret, e)
			return nil
		}
		fr.step(e, n)
		if e.dead {
			return nil
		}
	}
	switch len(b.Succs) {
	case 0:
		if call := fr.stopper(b); call != nil && fr.res != nil && fr.fatal(call, maxDepth) {
			fr.end(e, call)
		}
		return nil
	case 1:
		return []edge{{int(b.Succs[0].Index), e}}
	}
	yes, no := e, e.clone()
	out := []edge{{int(b.Succs[0].Index), yes}, {int(b.Succs[1].Index), no}}
	if clause, ok := b.Succs[0].Stmt.(*ast.CaseClause); ok && b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		return fr.typeCase(out, clause)
	}
	return out
}

// branch evaluates the condition at the end of a block.
func (fr *frame) branch(b *cfg.Block, cond code.Cond, e *env) []edge {
	var v value
	if cond.Tag != nil {
		v = equal(fr.eval(e, cond.Tag), fr.eval(e, cond.Expr))
	} else {
		v = fr.eval(e, cond.Expr)
	}
	if e.dead {
		return nil
	}
	yes, no := int(b.Succs[0].Index), int(b.Succs[1].Index)
	switch {
	case v.is(true):
		return []edge{{yes, e}}
	case v.is(false):
		return []edge{{no, e}}
	}
	fr.escape(v)
	other := e.clone()
	if cond.Tag != nil {
		fr.refineEqual(e, cond.Tag, cond.Expr, true)
		fr.refineEqual(other, cond.Tag, cond.Expr, false)
	} else {
		fr.refine(e, cond.Expr, true)
		fr.refine(other, cond.Expr, false)
	}
	return []edge{{yes, e}, {no, other}}
}

// typeCase decides between the body of a case of a switch on types and the next case.
func (fr *frame) typeCase(out []edge, clause *ast.CaseClause) []edge {
	subject := fr.types[clause]
	if subject == nil {
		return out
	}
	// A case of several types is passed once a type; which is not known here.
	v := fr.eval(out[0].env, subject)
	if len(clause.List) != 1 {
		fr.escape(v)
		return out
	}
	is, ok := fr.assert(v, clause.List[0])
	if obj := fr.p.Info.Implicits[clause]; obj != nil {
		fr.put(out[0].env, key{obj: obj}, is)
	}
	switch {
	case ok.is(true):
		return out[:1]
	case ok.is(false):
		return out[1:]
	}
	fr.escape(v)
	return out
}

// stopper returns the call at the end of b that the graph takes for one that does not return, or nil.
func (fr *frame) stopper(b *cfg.Block) *ast.CallExpr {
	if len(b.Nodes) == 0 {
		return nil
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok {
		return nil
	}
	for _, other := range fr.g.Blocks() {
		if other.Kind == cfg.KindUnreachable && other.Stmt == ast.Stmt(stmt) {
			return call
		}
	}
	return nil // what blocks is a select after it
}

// leave records what a return statement returns.
func (fr *frame) leave(block int, ret *ast.ReturnStmt, e *env) {
	var vals []value
	switch _, typ := signature(fr.f); {
	case len(ret.Results) == 1 && fr.arity(typ) > 1:
		vals = fr.tuple(e, ret.Results[0], fr.arity(typ))
	case len(ret.Results) > 0:
		for _, x := range ret.Results {
			vals = append(vals, fr.eval(e, x))
		}
	case typ != nil && typ.Results != nil:
		for _, field := range typ.Results.List {
			for _, name := range field.Names {
				vals = append(vals, fr.eval(e, name))
			}
		}
	}
	if e.dead || fr.res == nil {
		return
	}
	for i, v := range vals {
		if v.kind == unknown || v.kind == some && v.tells() {
			fr.escape(v) // what differs is inside
		}
		if v.kind == some && fr.f.Sig != nil && i < fr.f.Sig.Results().Len() && isErrorType(fr.f.Sig.Results().At(i).Type()) {
			vals[i].kind = failure // an error of a type of its own
		}
	}
	if old, ok := fr.res.returns[ret]; ok {
		vals = merge([][]value{old, vals})
	}
	fr.res.returns[ret] = vals
	if fr.res.at[ret] == nil {
		fr.res.at[ret] = map[int]bool{}
	}
	fr.res.at[ret][block] = true
	if fr.res.exit == nil {
		fr.res.exit = e.clone()
	} else {
		fr.join(fr.res.exit, e)
	}
}

// arity returns the number of results.
func (fr *frame) arity(typ *ast.FuncType) int {
	if typ == nil {
		return 0
	}
	return typ.Results.NumFields()
}

// escape notes that what was told, if v depends on it, goes where it cannot be followed.
func (fr *frame) escape(v value) {
	if v.told && fr.res != nil {
		fr.res.escaped = true
	}
}

// end notes that call ends the process.
func (fr *frame) end(e *env, call *ast.CallExpr) {
	if fr.res == nil {
		return
	}
	var with value
	if len(call.Args) > 0 {
		quiet := *fr
		quiet.res = nil
		with = quiet.eval(e.clone(), call.Args[0])
	}
	fr.ended(call, with)
}

func (fr *frame) ended(call *ast.CallExpr, with value) {
	if old, ok := fr.res.ends[call]; ok {
		with = with.join(old.with)
	}
	fr.res.ends[call] = ending{fr.current, with}
}

// step evaluates a statement.
func (fr *frame) step(e *env, n ast.Node) {
	switch n := n.(type) {
	case ast.Expr:
		fr.eval(e, n)
	case *ast.ExprStmt:
		fr.tuple(e, n.X, 0)
	case *ast.AssignStmt:
		fr.assignment(e, n)
	case *ast.ValueSpec:
		fr.spec(e, n)
	case *ast.IncDecStmt:
		fr.assign(e, n.X, value{}.from(fr.eval(e, n.X)))
	case *ast.SendStmt:
		fr.eval(e, n.Chan)
		fr.escape(fr.eval(e, n.Value))
	case *ast.DeferStmt:
		fr.later(e, n.Call)
	case *ast.GoStmt:
		fr.later(e, n.Call)
	}
}

// later evaluates the arguments of a call that runs at another time.
func (fr *frame) later(e *env, call *ast.CallExpr) {
	fr.eval(e, call.Fun)
	for _, arg := range call.Args {
		v := fr.eval(e, arg)
		if v.tells() && !isQuiet(fr.p, call) {
			fr.escape(v)
		}
	}
	if call == fr.target && fr.res != nil {
		fr.res.hit = true
	}
}

func (fr *frame) assignment(e *env, n *ast.AssignStmt) {
	switch {
	case n.Tok != token.ASSIGN && n.Tok != token.DEFINE:
		fr.assign(e, n.Lhs[0], value{}.from(fr.eval(e, n.Lhs[0]), fr.eval(e, n.Rhs[0])))
	case len(n.Lhs) == len(n.Rhs):
		vals := make([]value, len(n.Rhs))
		for i, x := range n.Rhs {
			vals[i] = fr.eval(e, x)
		}
		for i, x := range n.Lhs {
			fr.assign(e, x, vals[i])
		}
	case len(n.Rhs) == 1:
		vals := fr.tuple(e, n.Rhs[0], len(n.Lhs))
		for i, x := range n.Lhs {
			fr.assign(e, x, vals[i])
		}
	}
}

func (fr *frame) spec(e *env, n *ast.ValueSpec) {
	switch {
	case len(n.Values) == 0:
		for _, name := range n.Names {
			fr.assign(e, name, zero(fr.p.Info.TypeOf(name)))
		}
	case len(n.Values) == len(n.Names):
		for i, name := range n.Names {
			fr.assign(e, name, fr.eval(e, n.Values[i]))
		}
	default:
		vals := fr.tuple(e, n.Values[0], len(n.Names))
		for i, name := range n.Names {
			fr.assign(e, name, vals[i])
		}
	}
}

// assign gives x a value.
func (fr *frame) assign(e *env, x ast.Expr, v value) {
	x = ast.Unparen(x)
	if id, ok := x.(*ast.Ident); ok && id.Name == "_" {
		return
	}
	k, ok := fr.key(x)
	if !ok {
		fr.eval(e, x)
		fr.escape(v)
		return
	}
	fr.put(e, k, v)
	if !v.told {
		return
	}
	if !isLocal(fr.f, k) {
		fr.escape(v)
	} else if k.path != "" {
		// The variable as a whole depends on it as well.
		root := key{obj: k.obj, name: k.name}
		w := e.vars[root]
		w.told = true
		e.vars[root] = w
	}
}

// refine adds to e what follows from the condition x being b, of values that are not known.
func (fr *frame) refine(e *env, x ast.Expr, b bool) {
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			fr.refine(e, x.X, !b)
		}
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && b, x.Op == token.LOR && !b:
			fr.refine(e, x.X, b)
			fr.refine(e, x.Y, b)
		case x.Op == token.EQL:
			fr.refineEqual(e, x.X, x.Y, b)
		case x.Op == token.NEQ:
			fr.refineEqual(e, x.X, x.Y, !b)
		}
	default:
		if k, ok := fr.key(x); ok && isBasic(fr.p.Info.TypeOf(x), types.IsBoolean) {
			if v := fr.get(e, k); v.kind == unknown {
				fr.put(e, k, truthOf(b).from(v))
			}
		}
	}
}

func (fr *frame) refineEqual(e *env, x, y ast.Expr, b bool) {
	k, ok := fr.key(x)
	if !ok {
		return
	}
	v := fr.get(e, k)
	if v.kind != unknown {
		return
	}
	quiet := *fr
	quiet.res = nil
	w := quiet.eval(e.clone(), y)
	switch {
	case b && (w.kind == null || w.kind == number || w.kind == truth || w.kind == text):
		fr.put(e, k, w.from(v))
	case !b && w.kind == truth:
		fr.put(e, k, w.not().from(v))
	case !b && w.kind == null:
		nonnil := value{kind: some}
		if isErrorType(fr.p.Info.TypeOf(x)) {
			nonnil.kind = failure
		}
		fr.put(e, k, nonnil.from(v))
	}
}
