package code

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/cfg"
)

// A Graph is the control flow of one function's own body.
type Graph struct {
	fn     *Func
	blocks []*cfg.Block
	preds  [][]int32
	succs  [][]int32 // those that a constant condition leaves
	live   []bool
	idom   []int32
	rank   []int32  // reverse postorder
	spans  []span   // of the blocks that can be reached, by position, the outer before the inner
	dead   []span   // of the others
	conds  [][]Cond // memo of Conds
	stays  bool     // control never comes back
}

// A span is where a node of a block stands. A range statement's spans its body.
type span struct {
	pos, end token.Pos
	block    int32
	node     int32
	outer    int32 // the span around it, -1 for none
}

// A Cond is a condition that holds: Expr is Value; or, in the case of a switch, Expr == Tag is Value.
type Cond struct {
	Expr  ast.Expr
	Tag   ast.Expr // nil for a plain condition
	Value bool
}

// Graph returns the function's control flow, or nil if it has no body.
func (f *Func) Graph() *Graph {
	if f.graph == nil && f.Body != nil {
		f.graph = newGraph(f)
	}
	return f.graph
}

// NoReturn reports whether a call of f certainly does not come back.
func (f *Func) NoReturn() bool {
	switch f.noReturn {
	case 0:
		f.noReturn = 1
		yes := false
		switch {
		case f.graph != nil:
			yes = f.graph.stays
		case f.Body != nil:
			yes = cfg.New(f.Body, f.mayReturn).NoReturn()
		}
		f.noReturn = 2
		if yes {
			f.noReturn = 3
		}
	case 1: // a recursion is taken to return
		return false
	}
	return f.noReturn == 3
}

func (f *Func) mayReturn(call *ast.CallExpr) bool {
	p := f.Pkg
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := p.Info.Uses[id].(*types.Builtin); ok && b.Name() == "panic" {
			return false
		}
	}
	if p.Exits != nil && p.Exits(call) {
		return false
	}
	if obj := StaticCallee(p.Info, call); obj != nil {
		if g := p.FuncOf(obj); g != nil && g != f {
			return !g.NoReturn()
		}
	}
	return true
}

// StaticCallee returns the function or method that call names, or nil.
func StaticCallee(info *types.Info, call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	var id *ast.Ident
	switch x := ast.Unparen(fun).(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	obj, _ := info.Uses[id].(*types.Func)
	if obj != nil {
		obj = obj.Origin()
	}
	return obj
}

func newGraph(f *Func) *Graph {
	c := cfg.New(f.Body, f.mayReturn)
	g := &Graph{fn: f, stays: c.NoReturn(), blocks: c.Blocks}
	g.fold()
	g.back()
	nodes := 0
	for _, b := range c.Blocks {
		nodes += len(b.Nodes)
	}
	g.spans = make([]span, 0, nodes)
	for _, b := range c.Blocks {
		for i, n := range b.Nodes {
			if s := (span{pos: n.Pos(), end: n.End(), block: b.Index, node: int32(i), outer: -1}); !g.live[b.Index] {
				g.dead = append(g.dead, s)
			} else if n.Pos().IsValid() {
				g.spans = append(g.spans, s)
			}
		}
	}
	g.nest()
	g.dominators()
	return g
}

// back finds the predecessors.
func (g *Graph) back() {
	into := make([]int, len(g.blocks)) // so many
	ways := 0
	for _, to := range g.succs {
		ways += len(to)
		for _, b := range to {
			into[b]++
		}
	}
	all := make([]int32, ways)
	g.preds = make([][]int32, len(g.blocks))
	for b, n := range into {
		g.preds[b], all = all[:0:n], all[n:]
	}
	for b, to := range g.succs {
		for _, s := range to {
			g.preds[s] = append(g.preds[s], int32(b))
		}
	}
}

// nest sorts the spans and finds the one around each.
func (g *Graph) nest() {
	slices.SortStableFunc(g.spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(b.end, a.end)) })
	g.spans = slices.CompactFunc(g.spans, func(a, b span) bool { return a.pos == b.pos && a.end == b.end })
	for i := range g.spans {
		outer := int32(i) - 1
		for outer >= 0 && g.spans[outer].end <= g.spans[i].pos {
			outer = g.spans[outer].outer
		}
		g.spans[i].outer = outer
	}
}

// fold finds the successors and the blocks that can be reached when conditions that are constant are decided:
// runtime.GOOS is a constant of the system that the package was type-checked for.
func (g *Graph) fold() {
	g.succs, g.live = make([][]int32, len(g.blocks)), make([]bool, len(g.blocks))
	ways := 0
	for _, b := range g.blocks {
		ways += len(b.Succs)
	}
	all := make([]int32, 0, ways)
	work := []int32{0}
	g.live[0] = true
	for len(work) > 0 {
		b := g.blocks[work[len(work)-1]]
		work = work[:len(work)-1]
		first := len(all)
		value, decided := g.constant(b)
		for i, s := range b.Succs {
			if decided && value != (i == 0) {
				continue
			}
			all = append(all, s.Index)
			if !g.live[s.Index] {
				g.live[s.Index] = true
				work = append(work, s.Index)
			}
		}
		g.succs[b.Index] = slices.Clip(all[first:])
	}
}

// constant returns the value of the condition at the end of b if it is constant.
func (g *Graph) constant(b *cfg.Block) (value, ok bool) {
	c, ok := g.Branch(int(b.Index))
	if !ok {
		return false, false
	}
	info := g.fn.Pkg.Info
	if c.Tag == nil {
		return g.truth(c.Expr)
	}
	v := info.Types[c.Expr].Value
	if v != nil {
		tag := g.fixed(c.Tag)
		if tag == nil || tag.Kind() != v.Kind() {
			return false, false
		}
		return constant.Compare(tag, token.EQL, v), true
	}
	return false, false
}

// truth returns the value of a condition that is constant, or that one constant part decides.
func (g *Graph) truth(x ast.Expr) (value, ok bool) {
	if v := g.fn.Pkg.Info.Types[x].Value; v != nil && v.Kind() == constant.Bool {
		return constant.BoolVal(v), true
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		value, ok = g.truth(x.X)
		return !value, ok && x.Op == token.NOT
	case *ast.BinaryExpr:
		if x.Op == token.EQL || x.Op == token.NEQ {
			b := g.fixed(x.Y) // most often nil or a number
			if b == nil || b.Kind() != constant.String {
				return false, false
			}
			a := g.fixed(x.X)
			if a == nil || a.Kind() != constant.String {
				return false, false
			}
			return constant.Compare(a, x.Op, b), true
		}
		if x.Op != token.LAND && x.Op != token.LOR {
			return false, false
		}
		for _, side := range []ast.Expr{x.X, x.Y} {
			if v, ok := g.truth(side); ok && v == (x.Op == token.LOR) {
				return v, true
			}
		}
	}
	return false, false
}

// fixed returns the value of x if it is constant, or a local variable that is given a constant text once and nothing else, as in
// system := runtime.GOOS.
func (g *Graph) fixed(x ast.Expr) constant.Value {
	p := g.fn.Pkg
	if v := p.Info.Types[x].Value; v != nil {
		return v
	}
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := p.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Parent() == p.Types.Scope() {
		return nil
	}
	defs := p.Defs(v)
	if len(defs) != 1 || defs[0].Kind != Assigned || defs[0].Index >= 0 || defs[0].Value == nil {
		return nil
	}
	if c := p.Info.Types[defs[0].Value].Value; c != nil && c.Kind() == constant.String {
		return c
	}
	return nil
}

// Branch returns the condition on which a block goes to the first of its two successors, else to the second. It is not ok
// where there is no such choice or no expression decides it (range, select, a switch on types).
func (g *Graph) Branch(block int) (c Cond, ok bool) {
	b := g.blocks[block]
	if len(b.Succs) != 2 || b.Succs[0] == b.Succs[1] || len(b.Nodes) == 0 {
		return Cond{}, false
	}
	expr, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	if !ok {
		return Cond{}, false
	}
	body := b.Succs[0]
	switch body.Kind {
	case cfg.KindIfThen, cfg.KindForBody:
		return Cond{Expr: expr, Value: true}, true
	case cfg.KindSwitchCaseBody:
		clause, _ := body.Stmt.(*ast.CaseClause)
		if sw := g.fn.Pkg.switches[clause]; sw != nil {
			return Cond{Expr: expr, Tag: sw.Tag, Value: true}, true
		}
	}
	return Cond{}, false
}

// dominators computes immediate dominators: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".
func (g *Graph) dominators() {
	n := len(g.blocks)
	g.idom, g.rank = make([]int32, n), make([]int32, n)
	for i := range g.idom {
		g.idom[i] = -1
	}
	var order []int32
	seen := make([]bool, n)
	type frame struct {
		block int32
		next  int
	}
	stack := []frame{{0, 0}}
	seen[0] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := g.succs[top.block]
		if top.next < len(succs) {
			s := succs[top.next]
			top.next++
			if !seen[s] {
				seen[s] = true
				stack = append(stack, frame{s, 0})
			}
			continue
		}
		order = append(order, top.block)
		stack = stack[:len(stack)-1]
	}
	slices.Reverse(order)
	for i, b := range order {
		g.rank[b] = int32(i)
	}
	g.idom[0] = 0
	for changed := true; changed; {
		changed = false
		for _, b := range order[1:] {
			dom := int32(-1)
			for _, p := range g.preds[b] {
				if g.idom[p] < 0 {
					continue
				}
				if dom < 0 {
					dom = p
					continue
				}
				for a := p; a != dom; {
					if g.rank[a] > g.rank[dom] {
						a = g.idom[a]
					} else {
						dom = g.idom[dom]
					}
				}
			}
			if dom >= 0 && g.idom[b] != dom {
				g.idom[b], changed = dom, true
			}
		}
	}
}

// Nodes returns how many statements and conditions the blocks have.
func (g *Graph) Nodes() int { return len(g.spans) }

// Len returns the number of blocks; the entry is block 0.
func (g *Graph) Len() int { return len(g.blocks) }

// Blocks returns the blocks by index, for a walk of one's own.
func (g *Graph) Blocks() []*cfg.Block { return g.blocks }

// Idom returns the immediate dominator of a block, -1 for the entry and for unreachable blocks.
func (g *Graph) Idom(block int) int {
	if block == 0 || g.idom[block] < 0 {
		return -1
	}
	return int(g.idom[block])
}

// Live reports whether the block can be reached.
func (g *Graph) Live(block int) bool { return g.live[block] }

// Dominates reports whether every way to block b passes block a.
func (g *Graph) Dominates(a, b int) bool {
	for b >= 0 {
		if a == b {
			return true
		}
		b = g.Idom(b)
	}
	return false
}

// Comes reports whether control can go from the end of block from to block to.
func (g *Graph) Comes(from, to int) bool {
	seen := map[int32]bool{}
	for work := slices.Clone(g.succs[from]); len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if int(b) == to {
			return true
		}
		if !seen[b] {
			seen[b] = true
			work = append(work, g.succs[b]...)
		}
	}
	return false
}

// Dead reports whether the code at pos certainly does not run.
func (g *Graph) Dead(pos token.Pos) bool {
	return slices.ContainsFunc(g.dead, func(s span) bool { return s.pos <= pos && pos < s.end }) && g.Block(pos) < 0
}

// Block returns the block in which the code at pos runs, or -1 where that cannot be told.
func (g *Graph) Block(pos token.Pos) int {
	b, _ := g.find(pos)
	return b
}

// find returns the block and the index of the node that pos lies in: of several the narrowest.
func (g *Graph) find(pos token.Pos) (block, node int) {
	i := sort.Search(len(g.spans), func(i int) bool { return g.spans[i].pos > pos }) - 1
	for i >= 0 && g.spans[i].end <= pos {
		i = int(g.spans[i].outer)
	}
	if i < 0 {
		return -1, -1
	}
	return int(g.spans[i].block), int(g.spans[i].node)
}

// maxConds is how many conditions of one block are told. Of more, those in the middle are forgotten: the outermost say what the
// program is, and the innermost what the code at hand asks.
const maxConds = 256

// Conds returns the conditions that are known to hold when block runs, the outermost first.
func (g *Graph) Conds(block int) []Cond {
	if block <= 0 || g.idom[block] < 0 {
		return nil
	}
	if g.conds == nil {
		g.conds = make([][]Cond, len(g.blocks))
	}
	if c := g.conds[block]; c != nil {
		return c
	}
	conds := append(slices.Clip(g.Conds(int(g.idom[block]))), g.Decided(block)...) // of their own only if there is more
	if more := len(conds) - maxConds; more > 0 {
		conds = slices.Delete(conds, maxConds/2, maxConds/2+more)
	}
	// A block that several branches reach, all but this one of which have ended, hangs on its one way in.
	g.conds[block] = conds
	if conds == nil {
		g.conds[block] = []Cond{}
	}
	return conds
}

// Decided returns the conditions that hold when block runs, and of which its immediate dominator does not know.
func (g *Graph) Decided(block int) []Cond {
	if block <= 0 || g.idom[block] < 0 {
		return nil
	}
	return g.edge(int(g.idom[block]), block)
}

// edge returns what the branch at the end of block from decided if block to, which it dominates, runs.
func (g *Graph) edge(from, to int) []Cond {
	c, ok := g.Branch(from)
	if !ok {
		return nil
	}
	for i, s := range g.blocks[from].Succs {
		if !slices.Contains(g.succs[from], s.Index) || !g.only(from, int(s.Index), to) {
			continue
		}
		if c.Tag == nil {
			return Conjuncts(c.Expr, i == 0)
		}
		c.Value = i == 0
		return []Cond{c}
	}
	return nil
}

// only reports whether to, dominated by from, is reached only over the edge from->via.
func (g *Graph) only(from, via, to int) bool {
	if !g.Dominates(via, to) {
		return false
	}
	for _, p := range g.preds[via] {
		if int(p) != from && !g.Dominates(via, int(p)) {
			return false
		}
	}
	return true
}

// Conjuncts splits a condition that is value into the conditions that must hold for it.
func Conjuncts(e ast.Expr, value bool) []Cond {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return Conjuncts(x.X, !value)
		}
	case *ast.BinaryExpr:
		if x.Op == token.LAND && value || x.Op == token.LOR && !value {
			return append(Conjuncts(x.X, value), Conjuncts(x.Y, value)...)
		}
	}
	return []Cond{{Expr: ast.Unparen(e), Value: value}}
}

// Reaching returns the definitions of v, a local variable, that can reach the use at pos. All of them where the flow
// cannot be followed: the variable is captured, or the use stands in another function.
func (p *Package) Reaching(v *types.Var, pos token.Pos) []*Def {
	defs := p.Defs(v)
	if len(defs) <= 1 {
		return defs
	}
	f := p.Enclosed(pos)
	for _, d := range defs {
		if d.Func != f {
			return defs
		}
	}
	g := f.Graph()
	if g == nil {
		return defs
	}
	block, node := g.find(pos)
	if block < 0 {
		return defs
	}
	at := make(map[int][]placed) // by block
	for _, d := range defs {
		if d.Kind == Given || d.Kind == Zero && isField(d.Node) {
			at[0] = append(at[0], placed{-1, d})
			continue
		}
		where := d.Node.Pos()
		if r, ok := d.Node.(*ast.RangeStmt); ok {
			where = r.Key.Pos()
		}
		b, n := g.find(where)
		if b < 0 && g.Dead(where) {
			continue
		}
		if b < 0 {
			return defs
		}
		at[b] = append(at[b], placed{n, d})
	}
	var out []*Def
	// last collects the definitions of block b before node limit that nothing overwrites, and reports whether the search
	// ends there.
	last := func(b, limit int) bool {
		list := at[b]
		for i := len(list) - 1; i >= 0; i-- {
			d := list[i].def
			if list[i].node > limit || list[i].node == limit && (d.Kind != Addressed || d.Node.End() > pos) {
				continue // of "get(&v) && v == x" the first part comes before the second
			}
			if !slices.Contains(out, list[i].def) {
				out = append(out, list[i].def)
			}
			if list[i].def.kills() {
				return true
			}
		}
		return false
	}
	if last(block, node) {
		return out
	}
	seen := map[int]bool{}
	work := append([]int32(nil), g.preds[block]...)
	for len(work) > 0 {
		b := int(work[len(work)-1])
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		if !last(b, 1<<30) {
			work = append(work, g.preds[b]...)
		}
	}
	return out
}

type placed struct {
	node int
	def  *Def
}

func isField(n ast.Node) bool { _, ok := n.(*ast.Field); return ok }

// kills reports whether the definition replaces the whole value.
func (d *Def) kills() bool {
	switch d.Kind {
	case Assigned:
		return d.Op == 0
	case Ranged, Given, Zero:
		return true
	case Changed:
		return true // the value before is part of the new one and is asked for where the statement stands
	}
	return false
}
