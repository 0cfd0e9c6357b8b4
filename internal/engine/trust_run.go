// The control flow of a function for a peer that is local, and for one that is not.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A run is the control flow of a function for a peer that is local, or for one that is not.
type run struct {
	d     *decider
	p     *Package
	f     *code.Func
	g     *code.Graph
	local bool
	last  *peerTest // that a value was told by
	seen  map[*types.Var]bool
	known map[ast.Expr]truth
}

// A truth is what is known of a truth value, and what told it.
type truth struct {
	value, known bool
	by           *peerTest
}

func (d *decider) newRun(f *code.Func, local bool) *run {
	g := f.Graph()
	if g == nil || g.Len() > maxBlocks || len(d.byFunc[f]) == 0 {
		return nil
	}
	return &run{d: d, p: d.byFunc[f][0].pkg, f: f, g: g, local: local, seen: map[*types.Var]bool{}, known: map[ast.Expr]truth{}}
}

// cond returns what the condition of a branch is.
func (r *run) cond(c code.Cond) (value, known bool) {
	if c.Tag != nil {
		return r.told(c.Expr)
	}
	return r.value(c.Expr)
}

// told returns what x is if it is a test.
func (r *run) told(x ast.Expr) (value, known bool) {
	t := r.d.tests[x]
	if t == nil {
		return false, false
	}
	r.last = t
	return t.local == r.local, true
}

// value returns the truth value of x. Of conditions that have nothing to do with the peer's address nothing is known.
func (r *run) value(x ast.Expr) (value, known bool) {
	x = ast.Unparen(x)
	if v, ok := r.told(x); ok {
		return v, true
	}
	t, found := r.known[x]
	if !found {
		last := r.last
		r.last = nil
		t.value, t.known = r.found(x)
		t.by = r.last
		r.known[x] = t
		r.last = last
	}
	if t.by != nil {
		r.last = t.by
	}
	return t.value, t.known
}

// found is value for what is no test itself.
func (r *run) found(x ast.Expr) (value, known bool) {
	if v := r.p.Code.Info.Types[x].Value; v != nil && v.Kind() == constant.Bool {
		return constant.BoolVal(v), true
	}
	switch x := x.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			v, ok := r.value(x.X)
			return !v, ok
		}
	case *ast.BinaryExpr:
		if x.Op != token.LAND && x.Op != token.LOR {
			return r.uid(x)
		}
		end := x.Op == token.LOR // what one side alone decides
		a, okA := r.value(x.X)
		b, okB := r.value(x.Y)
		switch {
		case okA && a == end, okB && b == end:
			return end, true
		case okA && okB:
			return !end, true
		}
	case *ast.Ident, *ast.SelectorExpr:
		if v := r.p.variable(x); v != nil && v.Pkg() == r.p.Code.Types {
			return r.held(v, x)
		}
	}
	return false, false
}

// uid returns what a comparison of a Unix user id with a constant is: on Windows the id is -1.
func (r *run) uid(x *ast.BinaryExpr) (value, known bool) {
	v := r.p.Code.Info.Types[x.Y].Value
	if v == nil || v.Kind() != constant.Int {
		return false, false
	}
	y := ast.Unparen(x.X)
	if id, ok := y.(*ast.Ident); ok {
		w := r.p.variable(id)
		if w == nil || w.IsField() {
			return false, false
		}
		defs := r.p.Code.Reaching(w, id.Pos())
		if len(defs) != 1 || defs[0].Kind != code.Assigned || defs[0].Value == nil {
			return false, false
		}
		y = ast.Unparen(defs[0].Value)
	}
	call, ok := y.(*ast.CallExpr)
	if !ok {
		return false, false
	}
	fact, _ := r.p.eval.Callee(call)
	if fact == nil || !fact.Has(winapi.UnixID) {
		return false, false
	}
	return constant.Compare(constant.MakeInt64(-1), x.Op, v), true
}

// held returns what a variable, or a field of the package, holds where x names it.
func (r *run) held(v *types.Var, x ast.Expr) (value, known bool) {
	if r.seen[v] {
		return false, false
	}
	r.seen[v] = true
	defer delete(r.seen, v)
	defs := r.p.Code.Defs(v)
	if !v.IsField() {
		defs = r.p.Code.Reaching(v, x.Pos())
	}
	// What is set behind a test that this peer passes takes the place of what was there before.
	tested := false
	behind := slices.ContainsFunc(defs, func(d *code.Def) bool { return r.behind(d) > 0 })
	for _, d := range defs {
		if b := r.behind(d); b < 0 || behind && b == 0 {
			continue
		}
		var got, ok bool
		switch {
		case d.Kind == code.Zero:
			got, ok = false, true
		case d.Kind != code.Assigned || d.Value == nil:
		case d.Index < 0:
			got, ok = r.value(d.Value)
		case r.d.tests[d.Value] != nil && r.d.tests[d.Value].result == d.Index:
			got, ok = r.told(d.Value)
		}
		if !ok || known && got != value {
			return false, false
		}
		value, known = got, true
		tested = tested || d.Value != nil && r.p.Code.Info.Types[d.Value].Value == nil
	}
	return value, known && (tested || v.Parent() != v.Pkg().Scope() && !v.IsField()) // a setting may be set anywhere
}

// behind tells whether a definition stands behind a test: 1 where this run's peer passes it, -1 where it does not.
func (r *run) behind(d *code.Def) int {
	if d.Func != r.f {
		return 0
	}
	b := r.g.Block(d.Node.Pos())
	if b < 0 {
		return 0
	}
	out := 0
	for _, c := range r.g.Conds(b) {
		switch v, ok := r.cond(c); {
		case ok && v != c.Value:
			return -1
		case ok:
			out = 1
		}
	}
	return out
}

// succs returns where the run goes on from a block.
func (r *run) succs(b int) []int {
	var out []int
	block := r.g.Blocks()[b]
	want, known := false, false
	if c, ok := r.g.Branch(b); ok {
		want, known = r.cond(c)
	}
	for i, s := range block.Succs {
		if (!known || want == (i == 0)) && r.g.Live(int(s.Index)) {
			out = append(out, int(s.Index))
		}
	}
	return out
}

// reached returns the blocks that the run comes to.
func (r *run) reached() map[int]bool {
	seen := map[int]bool{0: true}
	for work := []int{0}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, s := range r.succs(b) {
			if !seen[s] {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return seen
}

// ends are the ways on from a block.
type ends struct {
	proceeds bool // some way is not refused
	refused  bool
	responds bool // by an answer or the end of the connection, and not only by what is returned
	blocks   map[int]bool
}

// ends returns how the run goes on from a block until it ends or comes back to home. Ways through the blocks of avoid do
// not count.
func (r *run) ends(start, home int, avoid map[int]bool) ends {
	e := ends{blocks: map[int]bool{}}
	for work := []int{start}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if e.blocks[b] {
			continue
		}
		if home >= 0 && (b == home || r.g.Dominates(b, home)) {
			e.proceeds = true // the next connection is taken
			continue
		}
		e.blocks[b] = true
		if no, responds := r.refuses(b); no {
			e.refused, e.responds = true, e.responds || responds
			continue
		}
		if avoid[b] {
			continue
		}
		if ret := r.g.Blocks()[b].Return(); ret != nil && len(ret.Results) > 0 {
			yes, check := r.returns(ret)
			if yes && !(check && avoid != nil) {
				e.proceeds = true
			}
			e.refused = e.refused || !yes
			continue
		}
		next := r.succs(b)
		if avoid != nil && len(next) == 2 {
			if i := r.shown(b); i >= 0 {
				next = slices.Delete(next, i, i+1)
			}
		}
		if len(next) == 0 {
			e.proceeds = e.proceeds || r.g.Blocks()[b].Return() != nil
			e.refused = e.refused || r.g.Blocks()[b].Return() == nil
		}
		work = append(work, next...)
	}
	return e
}

// after returns how the run goes on behind the condition at the end of a block.
func (r *run) after(b int, avoid map[int]bool) ends {
	e := ends{blocks: map[int]bool{}}
	if avoid[b] {
		return e
	}
	for _, s := range r.succs(b) {
		next := r.ends(s, b, avoid)
		e.proceeds, e.refused, e.responds = e.proceeds || next.proceeds, e.refused || next.refused, e.responds || next.responds
		maps.Copy(e.blocks, next.blocks)
	}
	return e
}

// returns reports whether a return statement lets the peer go on, and whether that depends on credentials.
func (r *run) returns(ret *ast.ReturnStmt) (proceeds, check bool) {
	x := ret.Results[len(ret.Results)-1]
	info := r.p.Code.Info
	t := info.TypeOf(x)
	switch {
	case info.Types[x].IsNil():
		sig := r.f.Sig
		n := sig.Results().Len()
		return n > 0 && yieldsError(sig.Results().At(n-1).Type()), false
	case truthResult(r.f.Sig) >= 0 && truthResult(r.f.Sig) < len(ret.Results):
		x = ret.Results[truthResult(r.f.Sig)]
		v, known := r.value(x)
		return v || !known, !known && r.credentials(x)
	case yieldsError(t):
		return !r.failure(x, ret), r.credentials(x)
	case info.Types[x].Value != nil: // the zero value of what may be done
		v := info.Types[x].Value.ExactString()
		return v != "0" && v != `""`, false
	}
	return true, r.credentials(x)
}

// failure reports whether x, an error that is returned, is certainly one.
func (r *run) failure(x ast.Expr, ret *ast.ReturnStmt) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		fn := code.StaticCallee(r.p.Code.Info, x)
		if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
			return false
		}
		return !r.p.mine(fn)
	case *ast.UnaryExpr, *ast.CompositeLit:
		return true
	case *ast.Ident, *ast.SelectorExpr:
		v := r.p.variable(x)
		if v == nil || v.IsField() {
			return false
		}
		if v.Parent() == v.Pkg().Scope() {
			return true
		}
		b := r.g.Block(ret.Pos())
		if b < 0 {
			return false
		}
		for _, c := range r.g.Conds(b) {
			if bin, ok := ast.Unparen(c.Expr).(*ast.BinaryExpr); ok && r.p.variable(bin.X) == v && (bin.Op == token.NEQ) == c.Value {
				return true
			}
		}
	}
	return false
}

// truthResult returns the index of the result that says yes or no: the last one, or else the first; -1 if none does.
func truthResult(sig *types.Signature) int {
	if sig == nil || sig.Results().Len() == 0 {
		return -1
	}
	for _, i := range []int{sig.Results().Len() - 1, 0} {
		if b, ok := sig.Results().At(i).Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
			return i
		}
	}
	return -1
}

// negates reports whether a comparison says yes to a peer that is not the one it names.
func negates(n ast.Node) bool {
	b, ok := n.(*ast.BinaryExpr)
	return ok && b.Op == token.NEQ
}

// checks returns the blocks at which the run asks for credentials: of the two ways on one is certainly refused.
func (r *run) checks() map[int]bool {
	out := map[int]bool{}
	for b := range r.reached() {
		if r.authenticates(b) {
			out[b] = true
			continue
		}
		next := r.succs(b)
		if len(next) != 2 {
			continue
		}
		c, ok := r.g.Branch(b)
		if !ok {
			continue
		}
		for i, s := range next {
			no, yes := r.ends(s, b, nil), r.ends(next[1-i], b, nil)
			if no.proceeds || !no.refused || !yes.proceeds {
				continue
			}
			if r.credentials(c.Expr) || !r.aboutAddress(c.Expr) && r.unauthenticated(no.blocks) {
				out[b] = true
			}
		}
	}
	return out
}

// shown returns the way on from a block, 0 or 1, that is open only to who has shown credentials: a call that is given them
// says that they are right. It is -1 if there is none.
func (r *run) shown(b int) int {
	if c, ok := r.g.Branch(b); ok && c.Tag == nil {
		for i, want := range []bool{true, false} {
			if r.shows(c.Expr, want) {
				return i
			}
		}
	}
	return -1
}

// shows reports whether x is what is wanted only if a call says so that is given credentials.
func (r *run) shows(x ast.Expr, want bool) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && r.shows(x.X, !want)
	case *ast.BinaryExpr:
		return (x.Op == token.LAND && want || x.Op == token.LOR && !want) && (r.shows(x.X, want) || r.shows(x.Y, want))
	case *ast.CallExpr:
		return want && r.d.tests[x] == nil && slices.ContainsFunc(x.Args, func(x ast.Expr) bool { return r.credentials(x) && r.fetched(x) })
	}
	return false
}

// fetched reports whether x is, or is a part of, what the function has got by a call, as from a request. What it has besides
// may be a setting.
func (r *run) fetched(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		return true
	case *ast.SelectorExpr:
		return r.fetched(x.X)
	case *ast.Ident:
		v := r.p.variable(x)
		return v != nil && !v.IsField() && slices.ContainsFunc(r.p.Code.Reaching(v, x.Pos()), func(d *code.Def) bool {
			_, call := ast.Unparen(d.Value).(*ast.CallExpr)
			return call && d.Kind == code.Assigned && d.Func == r.f
		})
	}
	return false
}

// asking returns the checks and, with them, all other conditions on credentials: whether there are any, or of which kind
// they are. Where none are set everybody may come in, and that is not the point. What this peer's place alone decides is no
// question.
func (r *run) asking(checks map[int]bool) map[int]bool {
	out := map[int]bool{}
	maps.Copy(out, checks)
	for b := range r.reached() {
		if c, ok := r.g.Branch(b); ok && !out[b] {
			_, known := r.cond(c)
			out[b] = !known && r.credentials(c.Expr)
		}
	}
	return out
}

// mustShow reports whether the run's peer goes on, and only by a condition on credentials.
func (r *run) mustShow() bool {
	const nowhere = -1
	return !r.ends(0, nowhere, r.asking(nil)).proceeds && r.ends(0, nowhere, nil).proceeds
}

// aboutAddress reports whether a condition asks for nothing but where the peer is.
func (r *run) aboutAddress(x ast.Expr) bool {
	switch y := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if y.Op == token.LAND || y.Op == token.LOR {
			return r.aboutAddress(y.X) && r.aboutAddress(y.Y)
		}
	case *ast.UnaryExpr:
		return r.aboutAddress(y.X)
	}
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		y, ok := n.(ast.Expr)
		if !ok || found {
			return !found
		}
		if r.d.tests[y] != nil {
			found = true
		} else if call, ok := y.(*ast.CallExpr); ok {
			fact, _ := r.p.eval.Callee(call)
			found = fact != nil && fact.Has(winapi.TestAddress)
		}
		if !found && (holdsAddress(r.p.Code.Info.TypeOf(y)) || isIP(r.p.Code.Info.TypeOf(y))) {
			found = ofPeer(r.p.Eval(y))
		}
		return !found
	})
	return found
}
