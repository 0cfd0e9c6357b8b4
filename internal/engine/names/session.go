package names

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// What Segment.Text says of a Session, or of a token or process that stands for one: whose session it is. It is empty
// where somebody else names the session: a client, an event, a setting.
const (
	AtConsole = "console" // of the physical console
	First     = "first"   // the first that an enumeration comes to, or the last
	OfUser    = "user"    // the first of a user
	Each      = "each"    // each of all in turn
	Own       = "own"     // the process's own; also of a Process
	Printed   = "printed" // one that a command printed
)

// Picked is what Segment.Text of a Process begins with that was found by the name of its program; the name follows.
const Picked = "program "

// consoleSession returns the segment of a fact that tells the session at the console, by id or token.
func consoleSession(f *winapi.Func, x ast.Expr) (Segment, bool) {
	switch f.Is[winapi.ConsoleSession] {
	case "id":
		return Segment{Kind: Session, Plain: true, Text: AtConsole, pos: x.Pos(), end: x.End()}, true
	case "token":
		return Segment{Kind: Session, Text: First, pos: x.Pos(), end: x.End()}, true
	}
	return Segment{}, false
}

// outsideServices returns v for code at pos. The process's own session is not a service's where a test has told the two apart.
func (e *Evaluator) outsideServices(v Values, pos token.Pos) Values {
	own := func(s Segment) bool { return s.Kind == Session && s.Text == Own }
	if !slices.ContainsFunc(v, func(t Text) bool { return slices.ContainsFunc(t, own) }) {
		return v
	}
	if service, ok := e.Tested(e.Pkg.Enclosed(pos), pos); !ok || service {
		return v
	}
	return v.Map(func(s Segment) Segment {
		if own(s) {
			s.Text = ""
		}
		return s
	})
}

// dynamic returns the first result of a call of a procedure that is no more than a number to Go.
func (e *Evaluator) dynamic(call *ast.CallExpr) Values {
	f, offset := e.Callee(call)
	if f == nil {
		return e.ThroughC(call)
	}
	if s, ok := consoleSession(f, call); ok {
		s.Raw = binds(e.Pkg.Enclosed(call.Pos()))
		return One(s)
	}
	if f.Is[winapi.FindProcess] == "open" {
		return e.standing(call, f, offset, "pid")
	}
	if s, ok := source(f, 0); ok && (s.Kind == Session || s.Kind == Process) {
		return One(s)
	}
	return nil
}

// maxBinding is how many calls a function has at most that does nothing but call a procedure: it looks for its address, and
// makes an error of its answer.
const maxBinding = 3

// binds reports whether f is a binding.
func binds(f *code.Func) bool {
	if f.Obj == nil || f.Sig.Results().Len() == 0 {
		return false
	}
	n := 0
	for _, c := range f.Calls {
		if tv := f.Pkg.Info.Types[c.Fun]; tv.IsType() {
			continue
		}
		if n++; n > maxBinding || loopOf(f.Pkg, c.Pos()) != nil {
			return false
		}
	}
	return true
}

// from returns v, which a call returned, with the call as the place of the sessions that a binding answers or that come
// from a package that is not seen.
func (v Values) from(call *ast.CallExpr) Values {
	if !slices.ContainsFunc(v, func(t Text) bool { return t.Has(Session) }) {
		return v
	}
	return v.Map(func(s Segment) Segment {
		if s.Kind == Session && s.Text != "" && (s.Raw || !s.pos.IsValid()) {
			s.Raw, s.pos, s.end = false, call.Pos(), call.End()
		}
		return s
	})
}

// ThroughC returns the sessions that a call of a C function of the package hands over to C: those that its arguments stand
// for, and that of the console if it is asked for there.
func (e *Evaluator) ThroughC(call *ast.CallExpr) Values {
	name, ok := CgoName(call)
	if !ok {
		return nil
	}
	var out Values
	for _, callee := range e.Pkg.CCalls(name) {
		if f := e.cat.Win32(callee); f != nil {
			if s, ok := consoleSession(f, call); ok {
				out = Union(out, One(s))
			}
		}
	}
	if e.Pkg.CCalls(name) != nil {
		for _, x := range call.Args {
			out = Union(out, e.standFor(x))
		}
	}
	return out
}

// standing returns what the argument in a role says of the session that what is made of it stands for: the handle of a
// process, its token, a duplicate of that.
func (e *Evaluator) standing(call *ast.CallExpr, f *winapi.Func, offset int, role winapi.Role) Values {
	i, ok := f.Roles[role]
	if !ok {
		return nil
	}
	if i >= 0 {
		i += offset
	}
	x, _ := e.ArgumentExpr(call, i)
	if x == nil {
		return nil
	}
	return e.standFor(x)
}

// standFor returns the sessions that x is the id of, or stands for already.
func (e *Evaluator) standFor(x ast.Expr) Values {
	var out Values
	for _, t := range e.Eval(x) {
		if len(t) != 1 {
			continue
		}
		switch s := t[0]; {
		case s.Kind == Session, s.Kind == Process && s.Text != "" && s.Text != Own:
			out = Union(out, One(s))
		case s.Kind == Param && s.Path == "":
			s.Picks = true
			out = Union(out, One(s))
		}
	}
	return out
}

// sessionOut returns what a call that tells a session, or makes something of one, puts behind its role out.
func (e *Evaluator) sessionOut(call *ast.CallExpr, f *winapi.Func, offset int) Values {
	switch {
	case f.Is[winapi.UseSession] == "token":
		return e.standing(call, f, offset, "session")
	case f.Is[winapi.Token] == "process":
		return e.standing(call, f, offset, "process")
	case f.Is[winapi.Token] == "duplicate":
		return e.standing(call, f, offset, "token")
	case f.Is[winapi.Source] == "session":
		if _, ok := f.Roles["pid"]; !ok {
			return nil
		}
		i := f.Roles["pid"] + offset
		x, _ := e.ArgumentExpr(call, i)
		if x == nil {
			return nil
		}
		s := sourceKinds["session"]
		for _, t := range e.Eval(x) {
			switch {
			case len(t) == 1 && t[0].Kind == Process && t[0].Text == Own:
				s.Text, s.pos, s.end = Own, call.Pos(), call.End()
				return One(s)
			case len(t) == 1 && t[0].Kind == Process && t[0].Text != "":
				return One(t[0])
			}
		}
	}
	return nil
}

// sessionField returns the value of field f, selected by x, of an entry in a list of sessions or processes; nil for other
// fields.
func (e *Evaluator) sessionField(x *ast.SelectorExpr, f *types.Var, fact *winapi.Func, recv types.Type) Values {
	switch {
	case fact != nil && fact.Is[winapi.EnumerateSessions] == "entry", fact == nil && e.entryOf(f, recv):
		s := Segment{Kind: Session, Plain: true, Text: Each}
		s.pos, s.end = e.enumeration(x)
		return e.choice(x, One(s))
	case fact != nil && fact.Is[winapi.FindProcess] == "entry":
		return e.pickedProcess(x)
	}
	return nil
}

// entryOf reports whether f is the id in a structure that a program declares itself as WTS_SESSION_INFO.
func (e *Evaluator) entryOf(f *types.Var, recv types.Type) bool {
	if !strings.EqualFold(f.Name(), "SessionID") || recv == nil {
		return false
	}
	t := recv
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for _, name := range []string{"WTS_SESSION_INFOW", "WTS_SESSION_INFO_1W"} {
		fields := e.cat.Struct(name)
		same := len(fields) == s.NumFields()
		for i := 0; same && i < len(fields); i++ {
			if isText := fields[i][0] == 'p'; isText {
				continue // pWinStationName: what programs call it differs
			}
			same = strings.EqualFold(s.Field(i).Name(), fields[i])
		}
		if same {
			return true
		}
	}
	return false
}

// enumeration returns the call in the function around x, a field of a session, that lists the sessions or finds this one; x
// itself if there is none.
func (e *Evaluator) enumeration(x *ast.SelectorExpr) (pos, end token.Pos) {
	for f := e.Pkg.Enclosed(x.Pos()); f != nil; f = f.Parent {
		for _, c := range slices.Backward(f.Calls) {
			if c.Pos() > x.Pos() {
				continue
			}
			if fact, _ := e.Callee(c); fact != nil && fact.Has(winapi.EnumerateSessions) {
				return c.Pos(), c.End()
			}
		}
		for _, c := range slices.Backward(f.Calls) {
			if c.Pos() < x.Pos() && e.lists(c) {
				return c.Pos(), c.End()
			}
		}
	}
	if id, ok := ast.Unparen(x.X).(*ast.Ident); ok {
		if v, ok := e.Pkg.Info.Uses[id].(*types.Var); ok && !v.IsField() {
			for _, d := range e.Pkg.Reaching(v, id.Pos()) {
				if call, ok := d.Value.(*ast.CallExpr); ok && d.Kind == code.Assigned {
					return call.Pos(), call.End()
				}
			}
		}
	}
	return x.Pos(), x.End()
}

// lists reports whether a call returns a list of sessions.
func (e *Evaluator) lists(call *ast.CallExpr) bool {
	t := e.Pkg.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	list, ok := t.(*types.Slice)
	if !ok || code.StaticCallee(e.Pkg.Info, call) == nil {
		return false
	}
	elem := list.Elem()
	if ptr, ok := elem.Underlying().(*types.Pointer); ok {
		elem = ptr.Elem()
	}
	s, ok := elem.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if fact := e.cat.Go(FieldName(f, elem)); fact != nil && fact.Is[winapi.EnumerateSessions] == "entry" || e.entryOf(f, elem) {
			return true
		}
	}
	return false
}

// choice returns v, what x reads of an element, with what is true of each element narrowed down to what the code makes of
// the list: the first, or the one that is looked for.
func (e *Evaluator) choice(x *ast.SelectorExpr, v Values) Values {
	each := func(s Segment) bool { return s.Kind == Session && s.Text == Each }
	if !slices.ContainsFunc(v, func(t Text) bool { return slices.ContainsFunc(t, each) }) {
		return v
	}
	origin := e.elementOf(x.X, 0)
	return v.Map(func(s Segment) Segment {
		if each(s) {
			s.Text = origin
		}
		return s
	})
}

// elementOf returns which element of a list x is: First, OfUser, Each, or "" for one that is looked up by its id.
func (e *Evaluator) elementOf(x ast.Expr, depth int) string {
	if depth > MaxDepth {
		return Each
	}
	switch y := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		return e.elementOf(y.X, depth+1)
	case *ast.StarExpr:
		return e.elementOf(y.X, depth+1)
	case *ast.SliceExpr:
		return Each
	case *ast.IndexExpr:
		if e.Pkg.Info.Types[y.Index].Value != nil {
			return First
		}
		if id, ok := ast.Unparen(y.Index).(*ast.Ident); ok {
			if v, ok := e.Pkg.Info.Uses[id].(*types.Var); ok {
				for _, d := range e.Pkg.Reaching(v, id.Pos()) {
					if d.Kind == code.Assigned && d.Index < 0 {
						if _, ok := ast.Unparen(d.Value).(*ast.CallExpr); ok {
							return First // slices.IndexFunc
						}
					}
					if out := loopOf(e.Pkg, d.Node.Pos()); d.Kind == code.Assigned && out != nil && (x.Pos() < out.Pos() || x.Pos() > out.End()) {
						return First
					}
				}
			}
		}
		return e.inLoop(x)
	case *ast.Ident:
		v, ok := e.Pkg.Info.Uses[y].(*types.Var)
		if !ok || v.IsField() || v.Pkg() == nil || v.Parent() == v.Pkg().Scope() {
			return Each
		}
		for _, d := range e.Pkg.Reaching(v, y.Pos()) {
			switch d.Kind {
			case code.Ranged:
				if s, ok := ast.Unparen(d.Value).(*ast.SliceExpr); ok && s.High != nil {
					if high := e.Pkg.Info.Types[s.High].Value; high != nil && high.ExactString() == "1" {
						return First
					}
				}
				return e.inLoop(x)
			case code.Addressed:
				if f, _ := e.Callee(d.Value.(*ast.CallExpr)); f != nil && f.Has(winapi.EnumerateSessions) {
					return First // the list begins where the pointer points
				}
			case code.Assigned:
				call, isCall := ast.Unparen(d.Value).(*ast.CallExpr)
				if isCall && !e.Pkg.Info.Types[call.Fun].IsType() {
					if of := e.returnedElement(call, max(d.Index, 0), depth); of != "?" {
						return of
					}
				}
				if loop := loopOf(e.Pkg, d.Node.Pos()); loop != nil && (x.Pos() < loop.Pos() || x.Pos() > loop.End()) {
					return e.chosenAt(d.Node)
				}
				if d.Index >= 0 {
					return Each
				}
				if isCall {
					return e.inLoop(x) // (*T)(unsafe.Pointer(p)) in a loop over p
				}
				return e.elementOf(d.Value, depth+1)
			}
		}
		return Each
	case *ast.CallExpr:
		return e.inLoop(x)
	}
	return Each
}

// returnedElement returns which element result i of a call of the package's own function is; "?" if it is no element.
func (e *Evaluator) returnedElement(call *ast.CallExpr, i, depth int) string {
	fn := code.StaticCallee(e.Pkg.Info, call)
	if fn == nil {
		return "?"
	}
	f := e.Pkg.FuncOf(fn)
	if f == nil || f.Sig == nil {
		return "?"
	}
	for _, ret := range f.Returns {
		if i < len(ret.Results) && len(ret.Results) == f.Sig.Results().Len() {
			x := ast.Unparen(ret.Results[i])
			if e.Pkg.Info.Types[x].IsNil() {
				continue
			}
			if _, ok := x.(*ast.CompositeLit); ok {
				continue
			}
			if of := e.elementOf(x, depth+1); of != Each {
				return of
			}
		}
	}
	return "?"
}

// loopOf returns the innermost loop around pos within its function, or nil.
func loopOf(p *code.Package, pos token.Pos) ast.Node {
	for _, n := range p.Enclosing(pos, pos) {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return n
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
	}
	return nil
}

// inLoop returns which elements the loop around x comes to use x of: the first that suits, or each.
func (e *Evaluator) inLoop(x ast.Expr) string {
	var child ast.Node
	path := e.Pkg.Enclosing(x.Pos(), x.End())
	breaks := true // a break leaves the loop
	for _, n := range path {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		case *ast.IfStmt:
			if child == n.Init || child == n.Cond {
				if stmt := e.leaves(n, breaks); stmt != nil {
					return e.chosenAt(stmt)
				}
			}
		case *ast.ReturnStmt:
			return e.chosenAt(n)
		case *ast.AssignStmt:
			if e.outlives(n, child, path) {
				return e.chosenAt(n)
			}
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			breaks = false
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit, *ast.FuncDecl:
			return Each
		}
		if i := slices.IndexFunc(list, func(s ast.Stmt) bool { return ast.Node(s) == child }); i >= 0 {
			for _, s := range list[i+1:] {
				if stmt := e.leaves(s, breaks); stmt != nil {
					return e.chosenAt(stmt)
				}
			}
		}
		child = n
	}
	return Each
}

// outlives reports whether an assignment in a loop puts its right side, which holds child, into a variable from outside.
func (e *Evaluator) outlives(n *ast.AssignStmt, child ast.Node, path []ast.Node) bool {
	if n.Tok != token.ASSIGN || len(n.Lhs) != len(n.Rhs) {
		return false
	}
	for i, y := range n.Rhs {
		if ast.Node(y) != child {
			continue
		}
		if call, ok := ast.Unparen(y).(*ast.CallExpr); ok && !e.Pkg.Info.Types[call.Fun].IsType() {
			return false // append, or the result of something done with it
		}
		id, ok := ast.Unparen(n.Lhs[i]).(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := e.Pkg.Info.Uses[id].(*types.Var)
		if !ok {
			return false
		}
		for _, m := range path {
			switch m.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				return v.Pos() < m.Pos()
			}
		}
	}
	return false
}

// leaves returns the statement in s by which a loop is left though nothing has failed, or nil.
func (e *Evaluator) leaves(s ast.Stmt, breaks bool) ast.Stmt {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		if len(s.Results) > 0 {
			last := s.Results[len(s.Results)-1]
			if tv := e.Pkg.Info.Types[last]; tv.Type != nil && !tv.IsNil() && isError(tv.Type) {
				if _, ok := ast.Unparen(last).(*ast.CallExpr); !ok || len(s.Results) > 1 {
					return nil
				}
			}
		}
		return s
	case *ast.BranchStmt:
		if s.Tok == token.BREAK && (breaks || s.Label != nil) || s.Tok == token.GOTO {
			return s
		}
	case *ast.BlockStmt:
		for _, t := range s.List {
			if found := e.leaves(t, breaks); found != nil {
				return found
			}
		}
	case *ast.IfStmt:
		if e.failed(s.Cond) {
			if s.Else != nil {
				return e.leaves(s.Else, breaks)
			}
			return nil
		}
		if found := e.leaves(s.Body, breaks); found != nil {
			return found
		}
		if s.Else != nil {
			return e.leaves(s.Else, breaks)
		}
	}
	return nil
}

// failed reports whether a condition holds where something has failed: an error is not nil, a result is 0, something is
// not so.
func (e *Evaluator) failed(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LOR, token.LAND:
			return e.failed(x.X) || e.failed(x.Y)
		case token.NEQ:
			t := e.Pkg.Info.TypeOf(x.X)
			return e.Pkg.Info.Types[x.Y].IsNil() && t != nil && isError(t)
		case token.EQL:
			v := e.Pkg.Info.Types[x.Y].Value
			return v != nil && v.ExactString() == "0" && isResult(x.X)
		}
	}
	return false
}

// isResult reports whether x is a plain variable, such as what a procedure returned.
func isResult(x ast.Expr) bool { _, ok := ast.Unparen(x).(*ast.Ident); return ok }

// chosenAt returns which session is picked at n, by the conditions that hold there: the one with a certain id (""), a user's
// (OfUser), or the first that comes (First).
func (e *Evaluator) chosenAt(n ast.Node) string {
	origin := First
	g := e.Pkg.Enclosed(n.Pos()).Graph()
	if g == nil {
		return origin
	}
	loop := loopOf(e.Pkg, n.Pos())
	for _, c := range g.Conds(max(g.Block(n.Pos()), 0)) {
		if loop != nil && c.Expr.Pos() < loop.Pos() {
			continue
		}
		x, y := e.compared(c)
		if x == nil || e.Pkg.Info.Types[x].Value != nil || e.Pkg.Info.Types[y].Value != nil {
			continue
		}
		if isText := isString(e.Pkg.Info.TypeOf(x)); !isText && (e.isID(x) || e.isID(y)) {
			return ""
		}
		for _, v := range []Values{e.Eval(x), e.Eval(y)} {
			for _, t := range v {
				if t.Has(User) {
					origin = OfUser
				}
			}
		}
	}
	return origin
}

// compared returns the two sides of a condition that holds if they are equal.
func (e *Evaluator) compared(c code.Cond) (x, y ast.Expr) {
	if c.Tag != nil {
		if c.Value {
			return c.Tag, c.Expr
		}
		return nil, nil
	}
	switch n := ast.Unparen(c.Expr).(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL && c.Value || n.Op == token.NEQ && !c.Value {
			return n.X, n.Y
		}
	case *ast.CallExpr:
		if f, _ := e.Callee(n); f != nil && c.Value {
			if _, ok := f.Is[winapi.Equal]; ok {
				return e.role(n, f, "a"), e.role(n, f, "b")
			}
		}
	}
	return nil, nil
}

// isID reports whether x, conversions left out, is a number with a name that an entry's id has.
func (e *Evaluator) isID(x ast.Expr) bool {
	for {
		call, ok := ast.Unparen(x).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !e.Pkg.Info.Types[call.Fun].IsType() {
			break
		}
		x = call.Args[0]
	}
	for _, t := range e.Eval(x) {
		if len(t) == 1 && t[0].Kind == Session {
			return true
		}
	}
	return false
}

// pickedProcess returns what the id of a process that x reads from a list of all stands for: the session or the program
// that the process was searched by. It is nil for one that nothing chooses.
func (e *Evaluator) pickedProcess(x ast.Expr) Values {
	g := e.Pkg.Enclosed(x.Pos()).Graph()
	if g == nil {
		return nil
	}
	var program Values
	for _, c := range g.Conds(max(g.Block(x.Pos()), 0)) {
		a, b := e.compared(c)
		if a == nil || b == nil {
			continue
		}
		for _, pair := range [][2]ast.Expr{{a, b}, {b, a}} {
			if isString(e.Pkg.Info.TypeOf(pair[0])) {
				if v := e.program(pair[0]); v != nil && e.Pkg.Info.Types[pair[1]].Value == nil {
					program = v
				}
				continue
			}
			if id, ok := ast.Unparen(pair[0]).(*ast.Ident); ok && e.ofProcess(id) {
				return e.searchedBy(pair[1])
			}
		}
	}
	if program != nil && e.inLoop(x) != Each {
		return program
	}
	return nil
}

// ofProcess reports whether a variable holds the session of a process.
func (e *Evaluator) ofProcess(id *ast.Ident) bool {
	v, ok := e.Pkg.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return false
	}
	for _, d := range e.Pkg.Reaching(v, id.Pos()) {
		if d.Kind == code.Addressed {
			f, _ := e.Callee(d.Value.(*ast.CallExpr))
			if f != nil && f.Is[winapi.Source] == "session" {
				_, of := f.Roles["pid"]
				return of
			}
		}
	}
	return false
}

// searchedBy returns what x, the session that a process is searched by, says.
func (e *Evaluator) searchedBy(x ast.Expr) Values {
	var out Values
	for _, t := range e.Eval(x) {
		if len(t) != 1 {
			continue
		}
		switch s := t[0]; s.Kind {
		case Session:
			out = Union(out, One(s))
		case Param:
			s.Picks = true
			out = Union(out, One(s))
		}
	}
	return out
}

// program returns what a text that the name of a program is compared with says of the process.
func (e *Evaluator) program(x ast.Expr) Values {
	var out Values
	for _, t := range e.Eval(x) {
		if len(t) != 1 {
			continue
		}
		switch s := t[0]; s.Kind {
		case Known:
			out = Union(out, One(s.process()))
		case Param:
			s.Picks = true
			out = Union(out, One(s))
		}
	}
	return out
}

// process returns the process that the program named by a known text runs as.
func (s Segment) process() Segment {
	if s.Plain || s.Text == "" {
		return Segment{Kind: Process, Plain: true}
	}
	return Segment{Kind: Process, Plain: true, Text: Picked + s.Text, pos: s.pos, end: s.end}
}

// firstOf returns what one constant element of a list is of which each element is s.
func firstOf(s Segment) Segment {
	if s.Kind == Session && s.Text == Each {
		s.Text = First
	}
	return s
}
