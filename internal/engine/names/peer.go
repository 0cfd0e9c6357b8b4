package names

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// What a Peer segment says of a listener or a connection, in Segment.Text.
const (
	Network = "network" // a client on the network
	PipeEnd = "pipe"    // a client of a named pipe
	Socket  = "socket"  // a client of a unix socket
	Dialled = "dialled" // a server that the program called itself
)

// What an Address segment is, in Segment.Text, unless it is the address of a connection.
const (
	Request   = "request"   // of the connection of an HTTP request
	Forwarded = "forwarded" // as a header or a framework tells it
	Name      = "name"      // the remote computer's name
	Origin    = "origin"    // the address of the page that a websocket's client shows
)

// peer returns what a call that listens, accepts or dials gives, or nil.
func (e *Evaluator) peer(call *ast.CallExpr, f *winapi.Func) Values {
	one := func(what string) Values { return One(Segment{Kind: Peer, Text: what}) }
	if kind, ok := f.Is[winapi.Listen]; ok {
		switch kind {
		case "wrap":
			return peersOf(e.evalRole(call, f, "listener"))
		case "unix":
			return one(Socket)
		case "hvsock":
			return one(Dialled) // its peer is a virtual machine
		case "net":
			network, ok := e.text1(call, f, "network")
			switch {
			case !ok:
				return nil
			case strings.HasPrefix(network, "unix"):
				return one(Socket)
			}
			return one(Network)
		case "tcp":
			return one(Network)
		}
		return nil
	}
	if kind, ok := f.Is[winapi.Accept]; ok {
		switch kind {
		case "pipe":
			return one(PipeEnd)
		case "unix":
			return one(Socket)
		}
		return peersOf(e.evalRole(call, f, "listener"))
	}
	if f.Is[winapi.CreatePipe] == "listener" {
		return one(PipeEnd)
	}
	if _, ok := f.Is[winapi.Dial]; ok || f.Is[winapi.DialPipe] == "conn" {
		return one(Dialled)
	}
	return nil
}

func (e *Evaluator) evalRole(call *ast.CallExpr, f *winapi.Func, role winapi.Role) Values {
	if x := e.role(call, f, role); x != nil {
		return e.Eval(x)
	}
	return nil
}

// peersOf returns v if it is nothing but peers and parameters.
func peersOf(v Values) Values {
	for _, t := range v {
		if len(t) != 1 || t[0].Kind != Peer && t[0].Kind != Param && t[0].Kind != Nil {
			return nil
		}
	}
	return v
}

// remote returns the remote address s of each of the connections that conn may be.
func remote(s Segment, conn Values) Values {
	if len(conn) == 0 {
		return One(s)
	}
	var out Values
	for _, t := range conn {
		u := s
		if len(t) == 1 {
			switch c := t[0]; c.Kind {
			case Nil:
				continue
			case Peer:
				switch c.Text {
				case PipeEnd, Socket:
					u.Kind, u.Text, u.Port = Pipe, c.Text, false
				case Dialled:
					u = Segment{Kind: Unknown}
				}
			case Param:
				u.Func, u.Index, u.Path = c.Func, c.Index, c.Path
			}
		}
		out = Union(out, One(u))
	}
	if out == nil {
		return One(s)
	}
	return out
}

// address returns the segment of a source, the call or selection x, with what its connection tells of it.
func (e *Evaluator) address(x ast.Expr, s Segment) Values {
	s.pos, s.end = x.Pos(), x.End()
	switch x := x.(type) {
	case *ast.CallExpr:
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if !ok {
			return One(s)
		}
		t := e.Pkg.Info.Selections[sel]
		switch {
		case t == nil || t.Kind() != types.MethodVal:
			return One(s)
		case len(x.Args) == 1 && e.collects(x, sel):
			return Any()
		case len(x.Args) > 0:
			return One(s)
		}
		if t := e.Pkg.Info.TypeOf(x); t == nil || types.NewMethodSet(t).Lookup(nil, "Network") == nil {
			if s.Text == "" {
				s.Text = Forwarded
			}
			return One(s)
		}
		return remote(s, e.Eval(sel.X))
	case *ast.SelectorExpr:
		if isString(e.Pkg.Info.TypeOf(x)) && s.Text == "" {
			s.Text = Request
		}
	}
	return One(s)
}

// collects reports whether call, a method that reads from a socket, takes what comes until a time is over that is set before the
// loop around it, and not anew in each round. Who sends there is no client: the program has asked for answers.
func (e *Evaluator) collects(call *ast.CallExpr, sel *ast.SelectorExpr) bool {
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	f := e.Pkg.Enclosed(call.Pos())
	if !ok || f == nil {
		return false
	}
	var loop ast.Node // the outermost around the call
	for _, n := range e.Pkg.Enclosing(call.Pos(), call.End()) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loop = n
		}
		if n == f.Node {
			break
		}
	}
	if loop == nil {
		return false
	}
	set := false
	for _, c := range f.Calls {
		on, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if !ok || len(c.Args) != 1 || on.Sel.Name != "SetReadDeadline" && on.Sel.Name != "SetDeadline" {
			continue
		}
		x, ok := ast.Unparen(on.X).(*ast.Ident)
		if !ok || e.Pkg.Info.Uses[x] != e.Pkg.Info.Uses[id] {
			continue
		}
		if loop.Pos() < c.Pos() && c.End() <= loop.End() {
			return false
		}
		lit, isLit := ast.Unparen(c.Args[0]).(*ast.CompositeLit)
		none := isLit && len(lit.Elts) == 0 // the zero time
		set = set || c.Pos() < loop.Pos() && !none
	}
	return set
}

// named returns the names of the computers at the addresses v. Only a client's address has a client's name: programs look
// up many others.
func named(v Values) Values {
	return v.Map(func(s Segment) Segment {
		switch s.Kind {
		case Address:
			s.Text = Name
			return s.bare()
		case Param, Field:
			return s.bare()
		}
		return Segment{Kind: Unknown}
	})
}

// Source returns the extent of the expression that an Address, Pipe, Session, Host or UnixID comes from, or that a Process was searched
// by, or NoPos if it does not stand in the code under analysis.
func (s Segment) Source() (pos, end token.Pos) {
	if s.sourced() {
		return s.pos, s.end
	}
	return token.NoPos, token.NoPos
}

// sourced reports whether the segment's extent is that of what it comes from, not of a literal.
func (s Segment) sourced() bool {
	switch s.Kind {
	case Address, Pipe, Session, Process, Host, UnixID, Managed:
		return true
	}
	return false
}

// soft reports whether the segment is an address whose connection a caller gives.
func (s Segment) soft() bool { return s.Kind == Address && s.Func != "" }

// Waits reports whether the segment says more when the callers of its function are known.
func (s Segment) Waits() bool { return s.Kind == Param || s.soft() }

// Soft reports whether some address depends on a connection that a caller gives. It is judged as one of the network
// where no caller is known.
func (t Text) Soft() bool {
	for _, s := range t {
		if s.soft() {
			return true
		}
	}
	return false
}

// split cuts v at sep and gives the first part. Each part stands for the list.
func split(v Values, sep string) Values {
	return v.Map(func(s Segment) Segment {
		switch s.Kind {
		case Known:
			return Segment{Kind: Unknown}
		case Address, Param, Field:
			if strings.Contains(sep, ":") {
				return s.bare()
			}
		}
		return s
	})
}

// bare returns s without the port.
func (s Segment) bare() Segment {
	switch s.Kind {
	case Address:
		s.Port = false
	case Param, Field:
		s.Bare = true
	}
	return s
}

// picked returns v, the value of a list of which the element at index is taken: a later part of a split address is the
// port or a proxy.
func (e *Evaluator) picked(x *ast.IndexExpr, v Values) Values {
	t := e.Pkg.Info.TypeOf(x.X)
	if t == nil {
		return v
	}
	if _, ok := t.Underlying().(*types.Slice); !ok {
		return v
	}
	if n := e.Pkg.Info.Types[x.Index].Value; n != nil {
		if constant.Sign(n) == 0 {
			return v
		}
	} else if _, ok := ast.Unparen(x.Index).(*ast.BinaryExpr); !ok {
		return v
	}
	return v.Map(func(s Segment) Segment {
		if s.Kind == Address || s.Bare {
			return Segment{Kind: Unknown}
		}
		return s
	})
}

// written returns the text that was written to x, a hash or buffer that a local variable holds; nil if it is not known.
func (e *Evaluator) written(x ast.Expr) Values {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = ast.Unparen(u.X)
	}
	id, ok := x.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := e.Pkg.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return nil
	}
	is := func(y ast.Expr) bool {
		id, ok := ast.Unparen(y).(*ast.Ident)
		return ok && e.Pkg.Info.Uses[id] == v
	}
	out := Values{{}}
	found := false
	declared := v.Pos()
	for _, c := range e.Pkg.Enclosed(id.Pos()).Calls {
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if !ok || len(c.Args) == 0 || c.Pos() > id.Pos() {
			continue
		}
		var v Values
		switch {
		case is(sel.X) && (sel.Sel.Name == "WriteByte" || sel.Sel.Name == "WriteRune"):
			v = e.letter(c.Args[0])
		case is(sel.X) && strings.HasPrefix(sel.Sel.Name, "Write"):
			v = e.Eval(c.Args[0])
		case len(c.Args) == 2 && sel.Sel.Name == "WriteString" && is(c.Args[0]): // io.WriteString
			v = e.Eval(c.Args[1])
		default:
			continue
		}
		found = true
		switch e.runs(c, declared) {
		case always:
			out = Concat(out, v)
		case perhaps:
			out = Union(out, Concat(out, v))
		default:
			out = Concat(out, again(v))
		}
	}
	if !found {
		return e.printed(v)
	}
	return out
}

// How often a statement runs after another one.
const (
	always = iota
	perhaps
	often
)

// runs tells how often a call runs after what is declared at a place.
func (e *Evaluator) runs(call *ast.CallExpr, declared token.Pos) int {
	how := always
	for _, n := range e.Pkg.Enclosing(call.Pos(), call.End()) {
		if n.Pos() <= declared && declared < n.End() {
			break
		}
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return often
		case *ast.IfStmt, *ast.CaseClause, *ast.CommClause:
			how = perhaps
		}
	}
	return how
}

// again returns what is known of a text that is written any number of times: what it is made of, if that is not known.
func again(v Values) Values {
	return v.Map(func(s Segment) Segment {
		if s.Kind == Known {
			return Segment{Kind: Unknown, Plain: !strings.ContainsAny(s.Text, `\/`)}
		}
		return s
	})
}

// computerNames are names of fields, in lower case, that hold the name of the computer that a message comes from.
var computerNames = map[string]bool{
	"computer": true, "computername": true, "hostname": true, "machine": true, "machinename": true, "pcname": true,
	"workstation": true, "workstationname": true, "clienthost": true, "clienthostname": true, "remotehost": true,
}

// told reports whether field f of base is the name of a computer, in a message from a peer that base was decoded from.
func (e *Evaluator) told(base ast.Expr, f *types.Var) bool {
	if !computerNames[strings.ToLower(strings.ReplaceAll(f.Name(), "_", ""))] || !isString(f.Type()) {
		return false
	}
	id, ok := ast.Unparen(base).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := e.Pkg.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Parent() == v.Pkg().Scope() {
		return false
	}
	for _, d := range e.Pkg.Defs(v) {
		call, ok := d.Value.(*ast.CallExpr)
		if !ok || d.Kind != code.Addressed {
			continue
		}
		fact, offset := e.Callee(call)
		if fact == nil || fact.Is[winapi.Source] != "message" {
			continue
		}
		if pos, ok := fact.Roles["out"]; ok && pos+offset == d.Index && !e.fromFile(call, fact) {
			return true
		}
	}
	return false
}

// fromFile reports whether a decoder reads a file: settings, which name the computers that the program itself looks for.
func (e *Evaluator) fromFile(call *ast.CallExpr, f *winapi.Func) bool {
	x := e.role(call, f, "text")
	if x == nil {
		x = e.role(call, f, "reader")
	}
	for range MaxDepth {
		if x == nil {
			return false
		}
		if t := e.Pkg.Info.TypeOf(x); t != nil && strings.TrimPrefix(types.TypeString(t, nil), "*") == "os.File" {
			return true
		}
		switch y := ast.Unparen(x).(type) {
		case *ast.Ident:
			v, ok := e.Pkg.Info.Uses[y].(*types.Var)
			if !ok {
				return false
			}
			defs := e.Pkg.Reaching(v, y.Pos())
			if len(defs) != 1 || defs[0].Kind != code.Assigned {
				return false
			}
			x = defs[0].Value
		case *ast.CallExpr:
			fact, _ := e.Callee(y)
			if fact != nil {
				if _, ok := fact.Is[winapi.OpenFile]; ok {
					return true
				}
			}
			if len(y.Args) == 0 {
				return false
			}
			x = y.Args[0]
		default:
			return false
		}
	}
	return false
}
