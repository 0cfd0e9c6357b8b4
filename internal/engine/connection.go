// What becomes of the connections that a site accepts: who serves them, and when the next is taken.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// A Wait says what the goroutine that has a connection waits for before it does anything else.
type Wait uint8

// The waits.
const (
	NoWait  Wait = iota // it hands the connection on, or nothing is known
	Request             // one message, for as long as the client likes
	Hangup              // the client's end
)

// A Service is what becomes of the connections that a site accepts.
type Service struct {
	Wait Wait
	// Path leads to the place that waits.
	Path []Step
	// Queue is where the connection is put into a channel whose one reader serves it; invalid where the goroutine that
	// accepted it does.
	Queue token.Pos
	// Loop says that the next connection is accepted when this one is done with.
	Loop bool
	// Many says that several goroutines accept from the same listener.
	Many bool

	pkg  *Package // where the loop's body stands that serves
	call ast.Node // the accepting call there
	at   ast.Node // what waits, or leads there
	conn types.Object
}

// Service returns what becomes of the connections that the site accepts, a call of the catalogue's function itself.
func (s *Site) Service() Service {
	call := s.Call()
	if call == nil || s.Derived() {
		return Service{}
	}
	if x := s.exprs["pipe"]; x != nil {
		return s.pkg.service(s.In, call, x, been{}, 0)
	}
	return s.pkg.service(s.In, call, nil, been{}, 0)
}

const (
	maxCallers = 3   // from the function that accepts up to the loop around it
	maxServed  = 5   // from the function that accepts down to what waits
	maxBodies  = 200 // function bodies that are looked at for one connection
)

// service follows the connection that call in f yields; conn is the handle where the call only connects it.
func (p *Package) service(f *code.Func, call *ast.CallExpr, conn ast.Expr, seen been, depth int) Service {
	none := Service{}
	if seen.again(call, depth) {
		return none
	}
	w := &follower{objects: map[types.Object]bool{}, accept: call, budget: maxBodies}
	var own types.Object
	if conn != nil {
		own = w.mark(p, conn)
	} else {
		switch n := p.parent(call).(type) {
		case *ast.AssignStmt:
			if len(n.Rhs) != 1 {
				return none
			}
			own = w.mark(p, n.Lhs[0])
		case *ast.ValueSpec:
			own = w.mark(p, n.Names[0])
		case *ast.ReturnStmt:
			w.add(event{kind: eventReturned})
		}
	}
	if f.Body == nil || len(w.objects) == 0 && len(w.events) == 0 {
		return none
	}
	w.body(p, f, f.Body, call.End(), false, 0, nil)
	if slices.ContainsFunc(w.events, func(e event) bool { return e.kind == eventReturned }) {
		// Accept of a listener of the program's own returns what the listener below accepts; who calls it serves.
		if f.Obj == nil || f.Sig.Recv() != nil && isAccept(f.Obj.Name()) || depth >= maxCallers {
			return none
		}
		var out Service
		for _, c := range p.callersOf(f.ID) {
			if got := c.pkg.service(c.in, c.call, nil, seen, depth+1); got.Wait > out.Wait {
				out = got
			}
		}
		return out
	}
	e, wait := w.verdict()
	out := Service{Wait: wait, pkg: p, call: call, at: e.top, conn: own}
	if wait == NoWait {
		if got := p.queued(f, call, w); got.Wait != NoWait {
			return got
		}
		return p.only(f, call, w, conn)
	}
	out.Path = e.path
	out.Loop, out.Many = p.again(f, call, e.top, been{}, 0)
	out.Loop = out.Loop && !p.satisfied(call, e.top)
	return out
}

// satisfied reports whether the loop around call ends when the call at serves a client without an error: it looks for one
// client among those that come.
func (p *Package) satisfied(call, at ast.Node) bool {
	loop := p.loopAround(call)
	as, ok := p.parent(at).(*ast.AssignStmt)
	if loop == nil || !ok || len(as.Rhs) != 1 {
		return false
	}
	err := p.variable(as.Lhs[len(as.Lhs)-1])
	found := false
	ast.Inspect(code.BodyOf(loop), func(n ast.Node) bool {
		if n, ok := n.(*ast.IfStmt); ok && err != nil && n.Cond.Pos() > at.End() {
			c, ok := ast.Unparen(n.Cond).(*ast.BinaryExpr)
			found = found || ok && c.Op == token.EQL && p.isNil(c.Y) && p.variable(c.X) == err && leavesLoop(n.Body)
		}
		return !found
	})
	return found
}

// only judges a connection that another goroutine serves to its end, where the call does not come back for another.
func (p *Package) only(f *code.Func, call *ast.CallExpr, w *follower, conn ast.Expr) Service {
	none := Service{}
	if !slices.ContainsFunc(w.events, func(e event) bool { return e.kind == eventSpawned }) {
		return none
	}
	if loop, many := p.again(f, call, call, been{}, 0); loop || many {
		return none
	}
	v := &follower{objects: map[types.Object]bool{}, accept: call, budget: maxBodies, through: true}
	if conn != nil {
		v.mark(p, conn)
	} else if as, ok := p.parent(call).(*ast.AssignStmt); ok {
		v.mark(p, as.Lhs[0])
	}
	v.body(p, f, f.Body, call.End(), false, 0, nil)
	e, wait := v.verdict()
	if wait != Hangup {
		return none
	}
	return Service{Wait: wait, Path: e.path, pkg: p}
}

// queued judges a connection that is put into a channel: whether the channel's one reader serves it to its end.
func (p *Package) queued(f *code.Func, call *ast.CallExpr, w *follower) Service {
	none := Service{}
	i := slices.IndexFunc(w.events, func(e event) bool { return e.kind == eventSent })
	if i < 0 || slices.ContainsFunc(w.events, func(e event) bool { return e.kind == eventSpawned || e.kind == eventHanded }) {
		return none
	}
	e := w.events[i]
	readers, ok := e.pkg.readers(e.channel)
	if !ok || len(readers) != 1 {
		return none
	}
	r := readers[0]
	v := &follower{objects: map[types.Object]bool{}, fields: w.fields, accept: r.node, budget: maxBodies}
	for obj := range w.objects {
		if x, ok := obj.(*types.Var); ok && x.IsField() {
			v.objects[obj] = true
		}
	}
	if v.mark(r.pkg, r.into) == nil || r.in.Body == nil {
		return none
	}
	v.body(r.pkg, r.in, r.in.Body, r.from, false, 0, nil)
	got, wait := v.verdict()
	if wait == NoWait || slices.ContainsFunc(v.events, func(e event) bool { return e.kind == eventReturned || e.kind == eventSent }) {
		return none
	}
	loop, many := r.pkg.again(r.in, r.node, got.top, been{}, 0)
	if _, ranged := r.node.(*ast.RangeStmt); ranged {
		loop = true
	}
	accepts, several := p.again(f, call, e.top, been{}, 0)
	if !loop || many || several || !accepts {
		return none
	}
	return Service{Wait: wait, Path: got.path, Queue: e.pos, Loop: true}
}

// A reader is a place that takes something from a channel.
type reader struct {
	pkg  *Package
	in   *code.Func
	node ast.Node // the receiving expression or range statement
	into ast.Expr // what it is put in
	from token.Pos
}

// readers returns the places that receive from a channel; false if not all of them can be seen.
func (p *Package) readers(ch ast.Expr) (out []reader, ok bool) {
	v := p.variable(ch)
	if v == nil || v.Pkg() != p.Code.Types || v.Exported() && v.IsField() {
		return nil, false
	}
	// A parameter is what the callers give it.
	var origins []ast.Expr
	for _, d := range p.Code.Defs(v) {
		switch {
		case d.Kind == code.Assigned && d.Index < 0:
			origins = append(origins, d.Value)
		case d.Kind == code.Given:
			for _, c := range p.callers[d.Func.ID] {
				if x, _ := p.eval.ArgumentExpr(c.call, d.Index); x != nil {
					if u := p.variable(x); u != nil {
						for _, d := range p.Code.Defs(u) {
							if d.Kind == code.Assigned && d.Index < 0 {
								origins = append(origins, d.Value)
							}
						}
					}
				}
			}
		case d.Kind != code.Zero:
			return nil, false
		}
	}
	seen := map[ast.Node]bool{}
	ok = len(origins) > 0
	for _, x := range origins {
		p.follow(x, func(y ast.Expr, parent ast.Node) bool {
			if seen[parent] {
				return true
			}
			switch n := parent.(type) {
			case *ast.UnaryExpr:
				if n.Op != token.ARROW {
					break
				}
				seen[parent] = true
				r := reader{pkg: p, in: p.Code.Enclosed(n.Pos()), node: n, from: n.End()}
				if as, is := p.parent(n).(*ast.AssignStmt); is {
					r.into = as.Lhs[0]
				}
				out = append(out, r)
			case *ast.RangeStmt:
				if n.X == y {
					seen[parent] = true
					out = append(out, reader{pkg: p, in: p.Code.Enclosed(n.Pos()), node: n, into: n.Key, from: n.Body.Pos()})
				}
			}
			return true
		})
	}
	return out, ok
}

// again reports whether f, when what stands at is done, comes back to the call; and whether several goroutines do so side
// by side.
func (p *Package) again(f *code.Func, call, at ast.Node, seen been, depth int) (loop, many bool) {
	if seen.again(call, depth) {
		return false, false
	}
	if g := f.Graph(); g != nil && at != nil {
		a, b := g.Block(call.Pos()), g.Block(at.Pos())
		if a >= 0 && b >= 0 && g.Comes(b, a) {
			loop = true
		}
	}
	if depth >= maxCallers {
		return loop, false
	}
	for _, c := range p.callersOf(f.ID) {
		q, g := c.pkg, c.in
		if g == f {
			return loop, true // each starts the next
		}
		switch q.Code.Statement(c.call) {
		case token.GO:
			if q.manyTimes(c.call) {
				return loop, true
			}
		case token.DEFER:
		default:
			l, m := q.again(g, c.call, c.call, seen, depth+1)
			loop, many = loop || l, many || m
		}
	}
	for _, c := range p.handedOn(f) {
		if p.manyTimes(c) {
			many = true
		}
	}
	return loop, many
}

// handedOn returns the calls that the literal f is an argument of: a group of goroutines starts it.
func (p *Package) handedOn(f *code.Func) []*ast.CallExpr {
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return nil
	}
	if c, ok := p.parent(lit).(*ast.CallExpr); ok {
		return []*ast.CallExpr{c}
	}
	return nil
}

// manyTimes reports whether a call that starts a goroutine stands in a loop, and starts the same each time: it is given
// nothing that is new in each round, but numbers.
func (p *Package) manyTimes(call *ast.CallExpr) bool {
	for _, n := range p.Code.Enclosing(call.Pos(), call.End()) {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			return false
		case *ast.FuncLit:
			if n.Pos() != call.Fun.Pos() {
				return false
			}
			continue
		case *ast.ForStmt:
			body = n.Body
		case *ast.RangeStmt:
			body = n.Body
		default:
			continue
		}
		fresh := false
		ast.Inspect(call, func(m ast.Node) bool {
			id, ok := m.(*ast.Ident)
			if !ok {
				return true
			}
			v, ok := p.Code.Info.Uses[id].(*types.Var)
			if !ok || v.IsField() || v.Pos() < n.Pos() || v.Pos() >= body.End() || call.Pos() <= v.Pos() && v.Pos() < call.End() {
				return true
			}
			if _, basic := v.Type().Underlying().(*types.Basic); !basic {
				fresh = true
			}
			return true
		})
		return !fresh
	}
	return false
}
