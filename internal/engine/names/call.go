package names

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Result returns the possible values of result i of a call.
func (e *Evaluator) Result(call *ast.CallExpr, i int) Values {
	info := e.Pkg.Info
	if tv := info.Types[call.Fun]; tv.IsType() {
		return e.conversion(call, tv.Type)
	}
	if _, ok := CgoName(call); ok && i == 0 {
		if v := e.dynamic(call); v != nil {
			return v
		}
	}
	if len(call.Args) == 1 && e.PassesC(call) {
		return e.Eval(call.Args[0])
	}
	if name := e.builtinName(call); name != "" {
		return e.builtin(call, name)
	}
	if fn := code.StaticCallee(info, call); fn != nil {
		if f := e.Fact(fn); f != nil {
			if v := e.fact(call, f, i); v != nil {
				return v
			}
			if _, ok := f.Is[winapi.Invoke]; ok && i == 0 {
				if v := e.dynamic(call); v != nil {
					return v
				}
			}
		}
		if i == 0 {
			if v := e.commandRun(call); v != nil {
				return v
			}
		}
		if f := e.Pkg.FuncOf(fn); f != nil {
			return e.fill(pick(e.Results(f), i).from(call), f.ID, call)
		}
		if fn.Pkg() != nil && fn.Pkg() != e.Pkg.Types {
			if r := e.world.Results(fn); r != nil {
				return e.fill(pick(r, i).from(call), e.Pkg.FullName(fn), call)
			}
		}
		return e.typed(call, i)
	}
	// A function variable: any of the functions it can hold.
	var out Values
	for _, t := range e.Eval(call.Fun) {
		if len(t) != 1 || t[0].Kind != Function {
			return e.typed(call, i)
		}
		f := e.byID(t[0].Text)
		if f == nil {
			if fact := e.cat.Go(t[0].Text); fact != nil && (fact.Has(winapi.HostIdentity) || fact.Has(winapi.Guard)) {
				out = Union(out, e.fact(call, fact, i))
				continue
			}
			return e.typed(call, i)
		}
		out = Union(out, e.fill(pick(e.Results(f), i), f.ID, call))
	}
	return out
}

// typed returns what the type of a result says when nothing else is known.
func (e *Evaluator) typed(call *ast.CallExpr, i int) Values {
	t := e.Pkg.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && i < tuple.Len() {
		t = tuple.At(i).Type()
	}
	if t == nil {
		return nil
	}
	if isNumber(t) {
		return One(Segment{Kind: Unknown, Plain: true})
	}
	if s := ConcreteType(t); s != "" {
		return One(Segment{Kind: Object, Text: s})
	}
	return nil
}

// ConcreteType returns the name of t if it is a named type other than an interface and a basic type, or a pointer to one.
func ConcreteType(t types.Type) string {
	u := t
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		u = ptr.Elem()
	}
	named, ok := types.Unalias(u).(*types.Named)
	if !ok {
		return ""
	}
	switch named.Underlying().(type) {
	case *types.Interface, *types.Basic:
		return ""
	}
	return types.TypeString(t, nil)
}

func (e *Evaluator) byID(id string) *code.Func {
	for _, f := range e.Pkg.Funcs {
		if f.ID == id {
			return f
		}
	}
	return nil
}

func pick(r []Values, i int) Values {
	if i < len(r) {
		return r[i]
	}
	return nil
}

// Results returns the possible values of the results of a function of this package, in terms of its parameters.
func (e *Evaluator) Results(f *code.Func) []Values {
	if r, ok := e.results[f]; ok {
		return r
	}
	if f.Sig == nil || f.Sig.Results().Len() == 0 {
		return nil
	}
	if len(e.active) == 0 {
		if r, ok := e.answers[f]; ok {
			return r.([]Values)
		}
	} else if r, ok := e.returns[f]; ok {
		e.cut = true
		return r
	}
	var out []Values
	outer := e.cut
	e.cut = false
	done := e.guard(f, func() { out = e.returned(f) })
	switch {
	case !e.cut:
		e.results[f] = out
	case len(e.active) == 0:
		e.answers[f] = out
	case done:
		if e.returns == nil {
			e.returns = map[*code.Func][]Values{}
		}
		e.returns[f] = out
	}
	e.cut = e.cut || outer
	return out
}

func (e *Evaluator) returned(f *code.Func) []Values {
	n := f.Sig.Results().Len()
	out := make([]Values, n)
	for _, ret := range f.Returns {
		for i := range n {
			var v Values
			switch {
			case len(ret.Results) == n:
				v = e.Eval(ret.Results[i])
				if known, ok := v.Known(); ok && isBool(f.Sig.Results().At(i).Type()) {
					v = e.decided(f, ret, known, v)
				}
				if v.isNil() && isError(f.Sig.Results().At(n-1).Type()) && i < n-1 {
					continue // the value beside an error
				}
				if s, ok := v.Known(); ok && s == "" && i < n-1 && isError(f.Sig.Results().At(n-1).Type()) {
					continue
				}
			case len(ret.Results) == 1:
				if call, ok := ast.Unparen(ret.Results[0]).(*ast.CallExpr); ok {
					v = e.Result(call, i)
				}
			case len(ret.Results) == 0:
				if r := f.Sig.Results().At(i); r.Name() != "" {
					v = e.union(e.Pkg.Reaching(r, ret.Pos()))
				}
			}
			if v == nil {
				v = Any()
			}
			out[i] = Union(out[i], v)
		}
	}
	return out
}

func (v Values) isNil() bool { return len(v) == 1 && len(v[0]) == 1 && v[0][0].Kind == Nil }

// decided turns a constant truth value that is returned behind a service test into that test: "if isService { return
// true }; return false".
func (e *Evaluator) decided(f *code.Func, ret *ast.ReturnStmt, known string, v Values) Values {
	if service, ok := e.Tested(f, ret.Pos()); ok {
		return One(Segment{Kind: Service, Text: strconv.FormatBool((known == "true") == service)})
	}
	return v
}

// Tested reports whether the code at pos in f runs only when a service test gave the answer that is returned.
func (e *Evaluator) Tested(f *code.Func, pos token.Pos) (service, ok bool) {
	g := f.Graph()
	if g == nil {
		return false, false
	}
	b := g.Block(pos)
	if b < 0 {
		return false, false
	}
	for _, c := range g.Conds(b) {
		if s, ok := e.Test(c); ok {
			return s, true
		}
	}
	return false, false
}

// fill puts the arguments of call into what is known of a function in terms of its parameters.
func (e *Evaluator) fill(v Values, id string, call *ast.CallExpr) Values {
	return v.Fill(func(s Segment) Values {
		if s.Func != id || !s.Waits() {
			return nil
		}
		if s.Kind == Address {
			conn := Segment{Kind: Param, Func: s.Func, Index: s.Index, Path: s.Path}
			s.Func, s.Index, s.Path = "", 0, ""
			return remote(s, e.Argument(call, conn))
		}
		if got := e.Argument(call, s); got != nil {
			return got
		}
		return Any()
	})
}

// Fill puts the arguments of call into v, which is in terms of the parameters of the function id.
func (e *Evaluator) Fill(v Values, id string, call *ast.CallExpr) Values { return e.fill(v, id, call) }

// Argument returns the value that call gives to the parameter that s names.
func (e *Evaluator) Argument(call *ast.CallExpr, s Segment) Values {
	if s.Spread {
		return e.item(call, s)
	}
	x, _ := e.ArgumentExpr(call, s.Index)
	if x == nil {
		return nil
	}
	if s.Path != "" {
		return e.Field(x, s.Path)
	}
	return e.Eval(x)
}

// ArgumentExpr returns the expression that call gives to parameter i (the receiver for -1), and whether it is a spread
// list that holds the parameter.
func (e *Evaluator) ArgumentExpr(call *ast.CallExpr, i int) (x ast.Expr, spread bool) {
	if i == winapi.Receiver {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			if s := e.Pkg.Info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
				return sel.X, false
			}
		}
		return nil, false
	}
	args := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s := e.Pkg.Info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr {
			if len(args) == 0 {
				return nil, false
			}
			args = args[1:]
		}
	}
	if call.Ellipsis.IsValid() && i >= len(args)-1 && len(args) > 0 {
		return args[len(args)-1], true
	}
	if i < len(args) {
		return args[i], false
	}
	return nil, false
}

func (e *Evaluator) conversion(call *ast.CallExpr, to types.Type) Values {
	if len(call.Args) != 1 {
		return nil
	}
	from := e.Pkg.Info.TypeOf(call.Args[0])
	if v := e.Pkg.Info.Types[call].Value; v != nil {
		if v.Kind() == constant.String && !isNumber(from) {
			return e.Eval(call.Args[0])
		}
		return constantAt(v, nil)
	}
	if isString(to) && isNumber(from) {
		return nil // a rune
	}
	v := e.Eval(call.Args[0])
	if !isNumber(from) || !isNumber(to) {
		return v
	}
	return v.rewrite(func(t string) (string, bool) { return converted(t, to.Underlying().(*types.Basic)) })
}

// converted returns a number as one of type t. What has the width of a word keeps its sign.
func converted(text string, t *types.Basic) (string, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || t.Info()&types.IsInteger == 0 {
		return text, err != nil && t.Info()&types.IsInteger != 0
	}
	switch t.Kind() {
	case types.Int8:
		n = int64(int8(n))
	case types.Int16:
		n = int64(int16(n))
	case types.Int32:
		n = int64(int32(n))
	case types.Uint8:
		n = int64(uint8(n))
	case types.Uint16:
		n = int64(uint16(n))
	case types.Uint32:
		n = int64(uint32(n))
	}
	return strconv.FormatInt(n, 10), true
}

// builtinName returns the name of the built-in function that is called, or "".
func (e *Evaluator) builtinName(call *ast.CallExpr) string {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := e.Pkg.Info.Uses[id].(*types.Builtin); ok {
			return b.Name()
		}
	}
	return ""
}

func (e *Evaluator) builtin(call *ast.CallExpr, name string) Values {
	switch name {
	case "append":
		if len(call.Args) == 0 {
			return nil
		}
		// append(utf16.Encode(...), 0) ends a string; append(list, x...) adds alternatives, append(bytes, x...) a text.
		out := e.Eval(call.Args[0])
		if isSlice(e.Pkg.Info.TypeOf(call)) && len(call.Args) == 2 {
			if n, ok := e.Eval(call.Args[1]).Int(); ok && n == 0 {
				return out
			}
		}
		for _, a := range call.Args[1:] {
			switch {
			case !isText(e.Pkg.Info.TypeOf(call)):
				out = Union(out, e.Eval(a))
			case call.Ellipsis.IsValid():
				out = Concat(out, e.Eval(a))
			default:
				out = Concat(out, e.letter(a))
			}
		}
		return out
	case "len", "cap", "copy":
		return One(Segment{Kind: Unknown, Plain: true})
	case "new":
		if t := e.Pkg.Info.TypeOf(call); t != nil {
			return One(Segment{Kind: Object, Text: types.TypeString(t, nil)})
		}
	case "min", "max":
		var out Values
		for _, a := range call.Args {
			out = Union(out, e.Eval(a))
		}
		return out
	}
	return nil
}

// letter returns the text of a number that is a letter.
func (e *Evaluator) letter(x ast.Expr) Values {
	if v := e.Pkg.Info.Types[x].Value; v != nil {
		if n, ok := constant.Int64Val(constant.ToInt(v)); ok && 0 <= n && n <= unicode.MaxRune {
			if t := e.Pkg.Info.TypeOf(x); n >= utf8.RuneSelf && isByte(t) {
				return Lit(string([]byte{byte(n)}))
			}
			return Lit(string(rune(n)))
		}
	}
	return Any()
}

// isText reports whether a list of the type is a text: of bytes, of letters, or of what Windows has for them.
func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Uint8 || b.Kind() == types.Uint16 || b.Kind() == types.Int32)
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

var sourceKinds = map[string]Segment{
	"session":      {Kind: Session, Plain: true},
	"user":         {Kind: User},
	"pid":          {Kind: Process, Plain: true},
	"self":         {Kind: Process, Plain: true, Text: Own},
	"random":       {Kind: Random, Plain: true},
	"time":         {Kind: Time},
	"host":         {Kind: Host, Text: "name"},
	"path":         {Kind: Path},
	"config":       {Kind: Config},
	"archive":      {Text: Packed},
	"pipe":         {Kind: Pipe},
	"address":      {Kind: Address},
	"address+port": {Kind: Address, Port: true},
	"name":         {Kind: Address, Text: Name},
	"origin":       {Kind: Address, Text: Origin},
}

// source returns the segment for a fact that is a source of result i.
func source(f *winapi.Func, i int) (Segment, bool) {
	kind, ok := f.Is[winapi.Source]
	if mark, is := hostMark(f); is && !ok && f.Result == i {
		return mark, true
	}
	if f.Has(winapi.UnixID) && i == 0 {
		return Segment{Kind: UnixID, Plain: true}, true
	}
	if !ok || f.Result != i {
		return Segment{}, false
	}
	if _, out := f.Roles["out"]; out {
		return Segment{}, false
	}
	s, ok := sourceKinds[kind]
	if s.Kind == Path {
		s = placed(s, f)
	}
	return s, ok
}

func transformed(s Segment, kind string) Segment {
	if kind == "port.drop" {
		return s.bare()
	}
	return s
}

// out returns what a call stores behind the pointer that is argument i.
func (e *Evaluator) out(call *ast.CallExpr, i int) Values {
	f, offset := e.Callee(call)
	if f == nil {
		return nil
	}
	out := false
	for _, role := range []winapi.Role{"out", "serial", "mac"} {
		pos, ok := f.Roles[role]
		out = out || ok && pos+offset == i
	}
	if !out {
		return nil
	}
	if v := e.sessionOut(call, f, offset); v != nil {
		return v
	}
	if f.Has(winapi.WMI) {
		return e.managed(call, f)
	}
	if s, ok := hostMark(f); ok {
		if x := e.role(call, f, "root"); x != nil && !fixedVolume(e.Eval(x)) {
			return nil
		}
		return One(s.from(call))
	}
	if kind, ok := f.Is[winapi.Source]; ok {
		s := sourceKinds[kind]
		if kind == "config" {
			if x := e.role(call, f, "value"); x != nil {
				return e.configured(x)
			}
		}
		if s.Kind == Path {
			s = e.folder(call, f, placed(s, f))
		}
		return One(s)
	}
	if f.Is[winapi.Text] == "pass" {
		if x, _ := e.ArgumentExpr(call, f.Roles["text"]+offset); x != nil {
			return e.Eval(x)
		}
	}
	return nil
}

// Callee returns the catalogue's fact about what call means, and how far its Win32 arguments are shifted in the call.
func (e *Evaluator) Callee(call *ast.CallExpr) (*winapi.Func, int) {
	if name, ok := CgoName(call); ok {
		return e.cat.Win32(name), 0
	}
	fn := code.StaticCallee(e.Pkg.Info, call)
	if fn == nil {
		return nil, 0
	}
	f := e.Fact(fn)
	if f == nil {
		return nil, 0
	}
	if _, ok := f.Is[winapi.Invoke]; !ok {
		return f, 0
	}
	proc, ok := e.Proc(call, f).Name()
	if !ok {
		return nil, 0
	}
	return e.cat.Win32(proc), f.Roles["args"]
}

// Behind returns the fact about the method that a call of an interface's method runs, or nil: what it is called on is known
// to be an object of the one type that has it.
func (e *Evaluator) Behind(call *ast.CallExpr) *winapi.Func {
	fn := code.StaticCallee(e.Pkg.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return nil // without a package: what went wrong is told, err.Error()
	}
	if recv := fn.Signature().Recv(); recv == nil || !types.IsInterface(recv.Type()) || !e.cat.Method(fn.Name()) {
		return nil
	}
	var f *winapi.Func
	for _, t := range e.receiver(call) {
		if len(t) != 1 || t[0].Kind != Object {
			return nil
		}
		name := strings.TrimPrefix(t[0].Text, "*") // a literal is an object of its type, whether its address is taken or not
		g := cmp.Or(e.cat.Go("(*"+name+")."+fn.Name()), e.cat.Go("("+name+")."+fn.Name()))
		if g == nil || f != nil && f != g {
			return nil
		}
		f = g
	}
	return f
}

// Proc returns the name of the procedure that a dynamic call calls.
func (e *Evaluator) Proc(call *ast.CallExpr, f *winapi.Func) Values {
	if f.Roles["proc"] == winapi.Receiver {
		return e.receiver(call)
	}
	x, _ := e.ArgumentExpr(call, f.Roles["proc"])
	if x == nil {
		return nil
	}
	return e.Eval(x)
}

// Receiver returns the expression whose method a call calls, or nil.
func (e *Evaluator) Receiver(call *ast.CallExpr) ast.Expr {
	if call == nil {
		return nil
	}
	x, _ := e.ArgumentExpr(call, winapi.Receiver)
	return x
}

// receiver returns the value of a call's receiver, which may be a field embedded in what stands before the dot.
func (e *Evaluator) receiver(call *ast.CallExpr) Values {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	return e.embedded(sel)
}

// embedded returns the value of the receiver that the selection of a method has.
func (e *Evaluator) embedded(sel *ast.SelectorExpr) Values {
	s := e.Pkg.Info.Selections[sel]
	if s == nil || len(s.Index()) == 1 {
		return e.Eval(sel.X)
	}
	t := s.Recv()
	var path []string
	for _, i := range s.Index()[:len(s.Index())-1] {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		u, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		path = append(path, u.Field(i).Name())
		t = u.Field(i).Type()
	}
	return e.Field(sel.X, strings.Join(path, "."))
}

// PassesC reports whether a call converts to a type of C, or makes a C string: both are untyped without a C compiler.
func (e *Evaluator) PassesC(call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	if star, ok := fun.(*ast.StarExpr); ok {
		_, ok := CgoName(&ast.CallExpr{Fun: star.X})
		return ok
	}
	name, ok := CgoName(call)
	return ok && len(call.Args) == 1 && name != "free" && e.cat.Win32(name) == nil
}

// CgoName returns the C function that a call names: C.CreateMutexW, or _Cfunc_CreateMutexW where the driver hands over
// the files that cgo made.
func CgoName(call *ast.CallExpr) (string, bool) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok && id.Name == "C" {
			return fun.Sel.Name, true
		}
	case *ast.Ident:
		if name, ok := strings.CutPrefix(fun.Name, "_Cfunc_"); ok {
			return name, true
		}
	}
	return "", false
}

func (e *Evaluator) role(call *ast.CallExpr, f *winapi.Func, role winapi.Role) ast.Expr {
	i, ok := f.Roles[role]
	if !ok {
		return nil
	}
	x, _ := e.ArgumentExpr(call, i)
	return x
}

// configured is the value of a setting whose default is x, which may be one of several.
func (e *Evaluator) configured(x ast.Expr) Values {
	var out Values
	for _, t := range e.Eval(x) {
		text, _ := t.Known()
		s := Segment{Kind: Config, Text: text}
		switch lit, ok := ast.Unparen(x).(*ast.BasicLit); {
		case text == "": // all settings without a default are the same
		case ok:
			s.pos, s.end = lit.Pos(), lit.End()
		case len(t) == 1: // where it is written
			s.pos, s.end = t[0].pos, t[0].end
		}
		out = out.add(One(s))
	}
	return out
}

// fact returns what the catalogue says of result i of a call, or nil if it says nothing of it.
func (e *Evaluator) fact(call *ast.CallExpr, f *winapi.Func, i int) Values {
	if kind, ok := f.Is[winapi.Text]; ok && i == f.Result {
		return e.text(call, f, kind)
	}
	if kind, ok := f.Is[winapi.Guard]; ok && i == 0 {
		if kind == "terminal" {
			// A service has no terminal; most other programs have none either.
			return One(Segment{Kind: Service, Text: "false", Path: "true"})
		}
		return One(Segment{Kind: Service, Text: strconv.FormatBool(kind == "service")})
	}
	if _, ok := f.Is[winapi.Procedure]; ok && i == 0 {
		if x := e.role(call, f, "proc"); x != nil {
			return e.Eval(x)
		}
	}
	if i == 0 {
		if v := e.desktop(call, f); v != nil {
			return v
		}
		if _, ok := f.Is[winapi.Equal]; ok {
			return e.startedBy(call, e.role(call, f, "a"), e.role(call, f, "b"))
		}
	}
	if kind, ok := f.Is[winapi.Transform]; ok && i == f.Result {
		x := e.role(call, f, "addr")
		if x == nil {
			x = e.role(call, f, "text")
		}
		if x == nil {
			return nil
		}
		return e.Eval(x).Map(func(s Segment) Segment { return transformed(s, kind) })
	}
	if kind, ok := f.Is[winapi.Env]; ok && kind != "set" && i == 0 {
		return e.environment(call, f)
	}
	if f.Is[winapi.Source] == "header" && i == 0 {
		x := e.role(call, f, "name")
		if x == nil {
			return nil
		}
		for _, t := range e.Eval(x) {
			if name, ok := t.Known(); ok {
				if _, ok := e.cat.ForHeader(name); ok {
					return One(Segment{Kind: Address, Text: Forwarded})
				}
			}
		}
		return nil
	}
	if i == 0 {
		if v := e.peer(call, f); v != nil {
			return v
		}
	}
	if i == 0 {
		if s, ok := consoleSession(f, call); ok {
			return One(s)
		}
		switch {
		case f.Is[winapi.RunProcess] == "wait":
			if v := e.output(e.role(call, f, "cmd"), call); v != nil {
				return v
			}
		case f.Is[winapi.WMI] == "member":
			return e.member(call, f)
		case f.Is[winapi.FindProcess] == "open":
			return e.standing(call, f, 0, "pid")
		case f.Is[winapi.FindProcess] == "entry":
			if v := e.pickedProcess(call); v != nil {
				return v
			}
		case f.Is[winapi.UseSession] == "token":
			if _, out := f.Roles["out"]; !out {
				return e.standing(call, f, 0, "session")
			}
		}
	}
	if s, ok := source(f, i); ok {
		switch {
		case s.Kind == Address && s.Text == Name:
			return named(e.evalRole(call, f, "addr"))
		case s.Kind == Address:
			return e.address(call, s)
		}
		if s.Kind == Config {
			if x := e.role(call, f, "value"); x != nil {
				return e.configured(x)
			}
			if v := e.defaults(call, f); v != nil {
				return v
			}
		}
		return One(e.folder(call, f, s).from(call))
	}
	if i == 0 {
		return e.machineMark(call, f)
	}
	return nil
}

// environment returns the value of the environment variable that call asks for.
func (e *Evaluator) environment(call *ast.CallExpr, f *winapi.Func) Values {
	if name, ok := e.text1(call, f, "name"); ok {
		if v, ok := e.cat.Env(name); ok {
			if s, ok := sourceKinds[v.Source]; ok {
				if s.Kind == Path {
					s.Text = OfEnvironment(name, v)
					if s.Text == Machine {
						s.Path = strings.ToUpper(name)
					}
				}
				return One(s.from(call))
			}
		}
	}
	return One(Segment{Kind: Config})
}

// text returns the text that a function of the string machinery makes.
func (e *Evaluator) text(call *ast.CallExpr, f *winapi.Func, kind string) Values {
	switch kind {
	case "format":
		return e.format(call, f)
	case "join":
		return e.join(call, f)
	}
	var parts []Values
	if x := e.role(call, f, "text"); x != nil {
		v := Values(nil)
		if f.Roles["text"] == winapi.Receiver {
			v = e.written(x)
		}
		if v == nil {
			v = e.Eval(x)
		}
		parts = append(parts, v)
	} else if x := e.role(call, f, "buf"); x != nil && kind == "built" {
		return e.written(x)
	}
	if i, ok := f.Roles["args"]; ok && i >= 0 {
		for _, a := range call.Args[min(i, len(call.Args)):] {
			parts = append(parts, e.Eval(a))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	switch kind {
	case "pass":
		return parts[0]
	case "lower":
		return parts[0].rewrite(func(t string) (string, bool) { return strings.ToLower(t), true })
	case "upper":
		return parts[0].rewrite(func(t string) (string, bool) { return strings.ToUpper(t), true })
	case "space", "trim", "trim.left", "trim.right", "trim.prefix", "trim.suffix":
		return parts[0].trimmed(e.trimming(call, f, kind))
	case "itoa":
		base := e.base(call, f)
		if x := e.role(call, f, "text"); x != nil && isFloat(e.Pkg.Info.TypeOf(x)) {
			base = -1
		}
		return parts[0].rewrite(func(t string) (string, bool) { return inBase(t, base) }).Map(func(s Segment) Segment {
			s.Plain = true
			return s
		})
	case "atoi":
		base := e.base(call, f)
		v := parts[0].Map(func(s Segment) Segment {
			if s.Kind == User {
				return Segment{Kind: UnixID}.from(call) // a SID is no number: 0 and an error
			}
			return s
		})
		return v.rewrite(func(t string) (string, bool) {
			n, err := strconv.ParseInt(t, base, 64)
			return strconv.FormatInt(n, 10), err == nil && base >= 0
		}).Map(func(s Segment) Segment { s.Plain = true; return s })
	case "hash", "encode":
		return digest(parts[0], kind == "hash")
	case "concat", "line":
		return e.operands(call, f, parts, kind == "line")
	case "path", "dir":
		out := parts[0]
		for _, p := range parts[1:] {
			out = Concat(Concat(out, Lit(`\`)), p)
		}
		return out.Map(derive(nil))
	case "base":
		return parts[0].Map(lastElement)
	case "split":
		sep, _ := e.text1(call, f, "sep")
		return split(parts[0], sep)
	case "hostport":
		if len(parts) == 2 {
			host := parts[0].Map(derive(func(t string) string {
				if strings.Contains(t, ":") {
					return "[" + t + "]"
				}
				return t
			}))
			return Concat(Concat(host, Lit(":")), parts[1])
		}
	case "replace":
		// What is replaced by something without a backslash leaves none behind.
		old, ok := e.text1(call, f, "old")
		with, known := e.text1(call, f, "new")
		ok = ok && known
		limit := int64(-1)
		if x := e.role(call, f, "count"); x != nil {
			if limit, known = e.Eval(x).Int(); !known {
				ok = false
			}
		}
		v := make(Values, len(parts[0]))
		for i, t := range parts[0] {
			_, whole := t.Known()
			v[i] = Values{t}.rewrite(func(part string) (string, bool) {
				if !ok || !whole && (limit >= 0 || overlaps(part, old)) {
					return "", false
				}
				return strings.Replace(part, old, with, int(limit)), true
			})[0]
		}
		return v.Map(func(s Segment) Segment {
			s.Plain = s.Plain || s.Kind != Known && limit < 0 && old == `\` && ok && !strings.ContainsAny(with, `\/`)
			return s
		})
	}
	return nil
}

func (e *Evaluator) text1(call *ast.CallExpr, f *winapi.Func, role winapi.Role) (string, bool) {
	if x := e.role(call, f, role); x != nil {
		return e.Eval(x).Known()
	}
	return "", false
}

// overlaps reports whether a word may stand partly in what comes before a part of a text or after it.
func overlaps(part, word string) bool {
	for i := 1; i < len(word); i++ {
		if strings.HasSuffix(part, word[:i]) || strings.HasPrefix(part, word[i:]) {
			return true
		}
	}
	return word == "" || len(part) < len(word)-1 && strings.Contains(word, part)
}

// base returns the base in which a call writes or reads a number, -1 if it is not known.
func (e *Evaluator) base(call *ast.CallExpr, f *winapi.Func) int {
	x := e.role(call, f, "base")
	if x == nil {
		return 10
	}
	n, ok := e.Eval(x).Int()
	if !ok || n < 0 || n > 36 {
		return -1
	}
	return int(n)
}

// inBase returns a number in a base; a truth value is its own text.
func inBase(text string, base int) (string, bool) {
	if text == "true" || text == "false" || base == 10 {
		return text, true
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && base >= 2 {
		return strconv.FormatInt(n, base), true
	}
	if n, err := strconv.ParseUint(text, 10, 64); err == nil && base >= 2 {
		return strconv.FormatUint(n, base), true
	}
	return "", false
}

// A trimmer cuts off what it does not want at the ends of a text.
type trimmer struct{ left, right func(string) (string, bool) }

// trimming returns how a kind of trimming treats the two ends.
func (e *Evaluator) trimming(call *ast.CallExpr, f *winapi.Func, kind string) trimmer {
	keep := func(t string) (string, bool) { return t, true }
	if kind == "space" {
		return trimmer{
			func(t string) (string, bool) { return strings.TrimLeftFunc(t, unicode.IsSpace), true },
			func(t string) (string, bool) { return strings.TrimRightFunc(t, unicode.IsSpace), true },
		}
	}
	cutset, ok := e.text1(call, f, "cutset")
	with := func(trim func(t, cutset string) string) func(string) (string, bool) {
		return func(t string) (string, bool) { return trim(t, cutset), ok }
	}
	switch kind {
	case "trim.left":
		return trimmer{with(strings.TrimLeft), keep}
	case "trim.right":
		return trimmer{keep, with(strings.TrimRight)}
	case "trim.prefix":
		return trimmer{with(strings.TrimPrefix), keep}
	case "trim.suffix":
		return trimmer{keep, with(strings.TrimSuffix)}
	}
	return trimmer{with(strings.TrimLeft), with(strings.TrimRight)}
}

// trimmed returns v without what is cut off its texts. Of one that is known in part the ends are trimmed that are known.
func (v Values) trimmed(by trimmer) Values {
	out := make(Values, len(v))
	for i, t := range v {
		if _, ok := t.Known(); ok {
			out[i] = Values{t.rewrite(by.left)}.rewrite(by.right)[0]
			continue
		}
		unknown := func(s Segment) bool { return s.Kind != Known }
		first := slices.IndexFunc(t, unknown)
		last := len(t)
		for !unknown(t[last-1]) {
			last--
		}
		left, right := t[:first].rewrite(by.left), t[last:].rewrite(by.right)
		out[i] = slices.Concat(left, t[first:last], right)
	}
	return out
}

// rewrite returns v with its texts rewritten by f, which says whether it is sure. Of a text that is known in part the known parts are
// rewritten.
func (v Values) rewrite(f func(string) (string, bool)) Values {
	unknown := func(s Segment) bool { return s.Kind != Known }
	out := make(Values, len(v))
	for i, t := range v {
		var parts Text
		for len(t) > 0 {
			n := slices.IndexFunc(t, unknown)
			if n < 0 {
				n = len(t)
			}
			if n > 0 {
				parts = append(parts, t[:n].rewrite(f)...)
			}
			if n < len(t) {
				parts = append(parts, t[n])
				n++
			}
			t = t[n:]
		}
		if len(v[i]) == 0 {
			parts = Text{}.rewrite(f)
		}
		out[i] = parts
	}
	return out
}

// rewrite returns a known text rewritten.
func (t Text) rewrite(f func(string) (string, bool)) Text {
	text, _ := t.Known()
	switch now, sure := f(text); {
	case !sure:
		return Text{{Kind: Unknown}}
	case now == text:
		return t
	case len(t) == 0:
		return Text{{Kind: Known, Text: now, Derived: true}}
	default:
		s := t[0]
		s.Text, s.Derived = now, true
		return Text{s}
	}
}

// derive maps a known text, and marks it as no longer the literal's own.
func derive(f func(string) string) func(Segment) Segment {
	return func(s Segment) Segment {
		if s.Kind == Known {
			was := s.Text
			if f != nil {
				s.Text = f(s.Text)
			}
			s.Derived = s.Derived || s.Text != was
		}
		return s
	}
}

// digest returns the value of a hash or an encoding of v: it tells the same things apart as v does, and is plain text.
func digest(v Values, hashed bool) Values {
	var out Values
	for _, t := range v {
		var u Text
		for _, s := range t {
			if s.Kind == Known || s.Kind == Nil {
				continue
			}
			s.Plain, s.Digest = true, s.Digest || hashed
			u = append(u, s)
		}
		if len(u) == 0 {
			u = Text{{Kind: Unknown, Plain: true, Digest: hashed}}
		}
		out = Union(out, Values{u})
	}
	return out
}

func (e *Evaluator) join(call *ast.CallExpr, f *winapi.Func) Values {
	lit := e.literal(call.Args[f.Roles["args"]])
	if lit == nil {
		return e.joinedMarks(call.Args[f.Roles["args"]])
	}
	sep := Lit(" ") // of command lines
	if x := e.role(call, f, "sep"); x != nil {
		sep = e.Eval(x)
	}
	out := Values{{}}
	for i, elt := range lit.Elts {
		if _, keyed := elt.(*ast.KeyValueExpr); keyed {
			return Any()
		}
		if text, ok := sep.Known(); i > 0 && !(ok && text == "") {
			out = Concat(out, sep)
		}
		out = Concat(out, e.Eval(elt))
	}
	return out
}

// operands returns the text that a Sprint makes of its operands, or a Sprintln, with a blank between any two and a line's end.
func (e *Evaluator) operands(call *ast.CallExpr, f *winapi.Func, parts []Values, line bool) Values {
	out := Values{{}}
	if _, ok := f.Roles["text"]; ok && len(parts) > 0 { // what is appended to
		out, parts = parts[0], parts[1:]
	}
	args := call.Args[len(call.Args)-len(parts):]
	for i, p := range parts {
		if i == len(parts)-1 && call.Ellipsis.IsValid() {
			p = Any()
		} else if !call.Ellipsis.IsValid() {
			p = e.verb(args[i], "%v")
		}
		// Between operands when neither is a string: https://pkg.go.dev/fmt#Sprint
		if i > 0 && (line || !isString(e.Pkg.Info.TypeOf(args[i-1])) && !isString(e.Pkg.Info.TypeOf(args[i]))) {
			if dynamic(e.Pkg.Info.TypeOf(args[i-1])) || dynamic(e.Pkg.Info.TypeOf(args[i])) {
				out = Concat(out, Any())
			} else {
				out = Concat(out, Lit(" "))
			}
		}
		out = Concat(out, p)
	}
	if line {
		out = Concat(out, Lit("\n"))
	}
	return out
}

// dynamic reports whether values of the type may be strings or not.
func dynamic(t types.Type) bool { return t == nil || types.IsInterface(t) }

func isSlice(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

func isFloat(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsFloat != 0
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }
