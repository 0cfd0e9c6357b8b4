// What happens to one connection in the goroutine that has it, in the order in which it is written.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

type eventKind uint8

const (
	eventWaits    eventKind = iota // for a message
	eventWaitsAll                  // for the client's end
	eventSpawned                   // a goroutine of its own gets the connection
	eventKept                      // it is put into something that outlives the function
	eventSent                      // into a channel
	eventHanded                    // to code that is not seen
	eventReturned
)

// An event is something that happens to a connection.
type event struct {
	kind    eventKind
	pkg     *Package
	pos     token.Pos
	top     ast.Node // in the function that accepts
	path    []Step
	channel ast.Expr
}

// A server follows a connection through the functions that one goroutine runs, in the order in which they are written.
type follower struct {
	objects map[types.Object]bool // the variables and fields that hold the connection, or something made of it
	fields  bool                  // a field is among them
	accept  ast.Node
	events  []event
	limits  map[ast.Node]bool  // the loops, or nil for none, in which a deadline was set
	until   map[ast.Node]event // what waits in a loop until a deadline that was set before it
	active  []*code.Func
	budget  int
	through bool // goroutines are followed as well
	top     ast.Node
}

func (w *follower) add(e event) {
	if e.top == nil {
		e.top = w.top
	}
	w.events = append(w.events, e)
}

// verdict returns what the goroutine waits for, and where.
func (w *follower) verdict() (event, Wait) {
	last := -1 // where it is handed on
	for i, e := range w.events {
		if e.kind == eventSpawned || e.kind == eventKept || e.kind == eventSent {
			last = i
		}
	}
	for i, e := range w.events {
		if e.kind == eventWaitsAll && i > last {
			return e, Hangup
		}
	}
	if slices.ContainsFunc(w.events, func(e event) bool { return e.kind > eventWaitsAll }) {
		return event{}, NoWait // what is read first is a handshake
	}
	for _, e := range w.events {
		if e.kind == eventWaits {
			return e, Request
		}
	}
	return event{}, NoWait
}

// mark notes that x holds the connection from now on, and returns the variable that it is.
func (w *follower) mark(p *Package, x ast.Expr) types.Object {
	if x == nil {
		return nil
	}
	switch y := ast.Unparen(x).(type) {
	case *ast.CallExpr: // a conversion
		if len(y.Args) == 1 && p.Code.Info.Types[y.Fun].IsType() {
			return w.mark(p, y.Args[0])
		}
		return nil
	case *ast.UnaryExpr:
		return w.mark(p, y.X)
	}
	v := p.variable(x)
	if v == nil || v.Name() == "_" {
		return nil
	}
	w.objects[v] = true
	w.fields = w.fields || v.IsField()
	return v
}

// holds reports whether x is the connection or something made of it.
func (w *follower) holds(p *Package, x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if v := p.variable(x); v != nil && w.objects[v] {
			return true
		}
		if sel, ok := x.(*ast.SelectorExpr); ok {
			// A field of what was made of it, as far as it can read.
			return p.Code.Info.Selections[sel] != nil && canRead(p.Code.Info.TypeOf(x)) && w.holds(p, sel.X)
		}
	case *ast.UnaryExpr:
		return x.Op != token.ARROW && w.holds(p, x.X)
	case *ast.StarExpr:
		return w.holds(p, x.X)
	case *ast.TypeAssertExpr:
		return w.holds(p, x.X)
	case *ast.CompositeLit:
		found := false
		for _, elt := range x.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			if w.holds(p, elt) {
				found = true
				if store, ok := p.Code.Stored(ast.Unparen(elt)); ok && store.Field != nil {
					w.objects[store.Field.Origin()], w.fields = true, true
				}
			}
		}
		return found
	case *ast.CallExpr:
		if p.Code.Info.Types[x.Fun].IsType() {
			return len(x.Args) == 1 && w.holds(p, x.Args[0])
		}
		if tv, ok := p.Code.Info.Types[x]; !ok || !wraps(tv.Type) {
			return false
		}
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && p.Code.Info.Selections[sel] != nil && w.holds(p, sel.X) {
			return true
		}
		return slices.ContainsFunc(x.Args, func(y ast.Expr) bool { return w.holds(p, y) })
	}
	return false
}

// wraps reports whether a function's result of type t may hold a connection that the function was given: texts, numbers,
// lists, errors and addresses do not.
func wraps(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.Len() > 0 && wraps(tuple.At(0).Type())
	}
	if t == nil || isAddr(t) || isError(t) {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Struct, *types.Interface:
		return true
	}
	return false
}

// limit notes that a deadline is set in a loop, or nil for none. One that is set anew in each round ends nothing.
func (w *follower) limit(loop ast.Node) {
	if w.limits == nil {
		w.limits, w.until = map[ast.Node]bool{}, map[ast.Node]event{}
	}
	w.limits[loop] = true
	if e, ok := w.until[loop]; ok {
		w.add(e)
		delete(w.until, loop)
	}
}

// names reports whether n speaks of the connection otherwise than to close it.
func (w *follower) names(p *Package, n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && isClose(x) {
			return false
		}
		if n != nil {
			found = found || w.is(p, n)
		}
		return !found
	})
	return found
}

// is reports whether n is a name of the connection.
func (w *follower) is(p *Package, n ast.Node) bool {
	id, ok := n.(*ast.Ident)
	if !ok {
		return false
	}
	obj := p.Code.Info.Uses[id]
	return obj != nil && w.objects[obj]
}

// speaks reports whether n speaks of the connection at all.
func (w *follower) speaks(p *Package, n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		found = found || n != nil && w.is(p, n)
		return !found
	})
	return found
}

// body looks at what f does with the connection from a place on. Looped says that it runs in a loop of its caller.
func (w *follower) body(p *Package, f *code.Func, n ast.Node, from token.Pos, looped bool, depth int, path []Step) {
	if w.budget--; w.budget < 0 {
		return
	}
	w.active = append(w.active, f)
	defer func() { w.active = w.active[:len(w.active)-1] }()
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || n.End() <= from {
			return false
		}
		if depth == 0 {
			switch n.(type) {
			case ast.Expr, ast.Stmt:
				if n.Pos() >= from {
					w.top = n
				}
			}
		}
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
			return false
		case *ast.GoStmt:
			if w.through {
				if n.Pos() >= from {
					w.call(p, f, n.Call, looped, depth, path)
				}
				return false
			}
			if n.Pos() >= from && (w.names(p, n) || w.reaches(p, n.Call)) {
				w.add(event{kind: eventSpawned, pkg: p, pos: n.Pos()})
			}
			return false
		case *ast.AssignStmt:
			if n.Pos() >= from {
				w.assign(p, n)
			}
		case *ast.ValueSpec:
			for i, x := range n.Values {
				if i < len(n.Names) && w.holds(p, x) {
					w.mark(p, n.Names[i])
				}
			}
		case *ast.SendStmt:
			if n.Pos() >= from && w.holds(p, n.Value) {
				w.add(event{kind: eventSent, pkg: p, pos: n.Pos(), channel: n.Chan})
			}
		case *ast.ReturnStmt:
			for _, x := range n.Results {
				if _, isCall := ast.Unparen(x).(*ast.CallExpr); depth == 0 && n.Pos() >= from && !isCall && w.holds(p, x) {
					w.add(event{kind: eventReturned, pkg: p, pos: n.Pos()})
				}
			}
		case *ast.CallExpr:
			if n.Pos() >= from && n != w.accept {
				w.call(p, f, n, looped, depth, path)
			}
		}
		return true
	})
}

// reaches reports whether a function that a goroutine runs speaks of a field that holds the connection.
func (w *follower) reaches(p *Package, call *ast.CallExpr) bool {
	if !w.fields {
		return false
	}
	q, g := p.target(call)
	return g != nil && g.Body != nil && w.names(q, g.Body)
}

// assign notes what is put where.
func (w *follower) assign(p *Package, n *ast.AssignStmt) {
	for i, x := range n.Rhs {
		if !w.holds(p, x) {
			continue
		}
		if i >= len(n.Lhs) {
			continue
		}
		switch l := ast.Unparen(n.Lhs[i]).(type) {
		case *ast.IndexExpr:
			w.add(event{kind: eventKept, pkg: p, pos: n.Pos()})
		case *ast.SelectorExpr:
			if !w.holds(p, l.X) {
				w.add(event{kind: eventKept, pkg: p, pos: n.Pos()})
			}
			w.mark(p, l)
		default:
			w.mark(p, n.Lhs[i])
		}
	}
}

// call judges a call.
func (w *follower) call(p *Package, f *code.Func, c *ast.CallExpr, looped bool, depth int, path []Step) {
	fact, shift := p.connFact(c)
	if fact != nil && w.waitsHere(p, f, c, fact, shift, looped, path) {
		return
	}
	given := false
	if fact != nil && fact.Is[winapi.Ticker] == "once" && w.speaks(p, c) {
		w.limit(w.loop(p, f, c)) // a timer closes it
		return
	}
	for _, x := range c.Args {
		if lit, ok := ast.Unparen(x).(*ast.FuncLit); ok {
			if w.names(p, lit) {
				w.add(event{kind: eventSpawned, pkg: p, pos: c.Pos()})
			}
			continue
		}
		given = given || w.holds(p, x)
	}
	sel, _ := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	method := sel != nil && p.Code.Info.Selections[sel] != nil && w.holds(p, sel.X)
	q, g := p.target(c)
	if g == nil || g.Body == nil {
		if given && fact == nil && p.unseen(c) {
			w.add(event{kind: eventHanded, pkg: p, pos: c.Pos()})
		}
		return
	}
	captured := false
	if _, lit := g.Node.(*ast.FuncLit); lit {
		captured = w.names(q, g.Body)
	}
	if !given && !method && !captured && !w.fields || depth >= maxServed || slices.Contains(w.active, g) {
		return
	}
	if g.Sig != nil {
		for i, x := range c.Args {
			if params := g.Sig.Params(); i < params.Len() && w.holds(p, x) {
				w.objects[params.At(i)] = true
			}
		}
		if recv := g.Sig.Recv(); method && recv != nil {
			w.objects[recv] = true
		}
	}
	step := Step{Pos: c.Pos(), Where: p.place(c.Pos()).Where, Message: calls + shortName(g.ID)}
	w.body(q, g, g.Body, token.NoPos, looped || w.loop(p, f, c) != nil, depth+1, append(slices.Clip(path), step))
}

// waitsHere records that a call of the catalogue waits for the client, and reports whether it is one that only concerns
// the connection.
func (w *follower) waitsHere(p *Package, f *code.Func, c *ast.CallExpr, fact *winapi.Func, shift int, looped bool, path []Step) bool {
	loop := w.loop(p, f, c)
	on := func(role winapi.Role) bool {
		x := p.roleOf(c, fact, shift, role)
		return x != nil && w.holds(p, x)
	}
	kind, reads := fact.Is[winapi.ReadReader]
	if !reads {
		kind, reads = fact.Is[winapi.UseConn]
	}
	step := Step{Pos: c.Pos(), Where: p.place(c.Pos()).Where, Message: "waits for the client in " + factName(fact)}
	what := event{pkg: p, pos: c.Pos(), top: w.top, path: append(slices.Clip(path), step)}
	add := func(kind eventKind) {
		what.kind = kind
		w.add(what)
	}
	switch {
	case fact.Is[winapi.Serve] == "block" && on("conn"):
		add(eventWaitsAll)
	case fact.Is[winapi.UseConn] == "deadline":
		switch {
		case !on("conn"):
		case p.noTime(c):
			delete(w.limits, loop)
		default:
			w.limit(loop)
		}
		return true
	case reads && kind != "write" && (on("reader") || on("conn")):
		switch {
		case w.limits[nil] && !w.limits[loop] && loop != nil && !looped:
			what.kind = eventWaitsAll
			w.until[loop] = what
		case w.limits[nil] && loop == nil && !looped:
			// Whatever the client does, it is over soon.
		case kind == "all" || loop != nil || looped:
			add(eventWaitsAll)
		default:
			add(eventWaits)
		}
	case kind == "write" && on("conn"), fact.Is[winapi.Print] == "writer" && on("writer"):
		if w.streams(p, f, c) && !w.limits[nil] {
			add(eventWaitsAll)
		}
	case kind == "all" && slices.ContainsFunc(w.events, func(e event) bool { return e.kind == eventSpawned }) &&
		slices.ContainsFunc(c.Args, func(x ast.Expr) bool { return w.holds(p, x) }):
		add(eventWaitsAll) // the other direction of a proxy
	default:
		return false
	}
	return true
}

// noTime reports whether the deadline that c sets is none.
func (p *Package) noTime(c *ast.CallExpr) bool {
	if len(c.Args) != 1 {
		return false
	}
	lit, ok := ast.Unparen(c.Args[0]).(*ast.CompositeLit)
	return ok && len(lit.Elts) == 0
}

// loop returns the innermost loop around c in its function that goes on until something ends it, and is not the one that
// accepts; nil if there is none.
func (w *follower) loop(p *Package, f *code.Func, c ast.Node) ast.Node {
	for _, n := range p.Code.Enclosing(c.Pos(), c.End()) {
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if n == f.Node {
				return nil
			}
		case *ast.ForStmt:
			if n.Pos() <= w.accept.Pos() && w.accept.Pos() < n.End() {
				return nil
			}
			if !bounded(n) {
				return n
			}
		case *ast.RangeStmt:
			if n == w.accept || n.Pos() <= w.accept.Pos() && w.accept.Pos() < n.End() {
				return nil
			}
		}
	}
	return nil
}

// streams reports whether a call stands in a loop that sends what comes up until the client is gone: from a channel, or after
// a pause.
func (w *follower) streams(p *Package, f *code.Func, c *ast.CallExpr) bool {
	var body *ast.BlockStmt
	for _, n := range p.Code.Enclosing(c.Pos(), c.End()) {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if n.Pos() > w.accept.Pos() || w.accept.Pos() >= n.End() {
				t := p.Code.Info.TypeOf(n.X)
				if t == nil {
					return false
				}
				_, channel := t.Underlying().(*types.Chan)
				return channel
			}
		case *ast.FuncLit, *ast.FuncDecl:
			if n == f.Node && body == nil {
				return false
			}
		case *ast.ForStmt:
			if n.Cond == nil && n == w.loop(p, f, c) {
				body = n.Body
			}
		}
	}
	if body == nil {
		return false
	}
	pauses := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			pauses = pauses || n.Op == token.ARROW
		case *ast.CallExpr:
			fact, _ := p.connFact(n)
			pauses = pauses || fact != nil && fact.Has(winapi.Sleep)
		}
		return !pauses
	})
	return pauses
}

// bounded reports whether a loop counts: how often it runs is known when it begins.
func bounded(n *ast.ForStmt) bool {
	b, ok := n.Cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	switch b.Op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ, token.NEQ:
		return n.Post != nil || b.Op != token.NEQ
	}
	return false
}

// connFact returns the catalogue's fact about a call. What has the methods of a net.Conn is one: a method of that name
// means what it means there.
func (p *Package) connFact(c *ast.CallExpr) (*winapi.Func, int) {
	p.mu.Lock()
	fact, shift := p.eval.Callee(c)
	p.mu.Unlock()
	if fact != nil {
		return fact, shift
	}
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil || fn.Signature().Recv() == nil || p.Code.FuncOf(fn) != nil {
		return nil, 0
	}
	for _, owner := range []string{"(net.Conn).", "(io.Reader)."} {
		if f := p.cat.Go(owner + fn.Name()); f != nil && f.Params == fn.Signature().Params().Len() {
			return f, 0
		}
	}
	return nil, 0
}

// unseen reports whether a call hands its arguments to code that may do anything with them: a function that is not known,
// or of a library that is not Go's own.
func (p *Package) unseen(c *ast.CallExpr) bool {
	if tv := p.Code.Info.Types[c.Fun]; tv.IsType() || tv.IsBuiltin() {
		return false
	}
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil || fn.Pkg() == nil {
		return true
	}
	return !ofGo(fn.Pkg().Path()) || p.mine(fn)
}
