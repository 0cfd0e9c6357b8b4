package outcomes

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// calleeIdent returns the identifier that names what call calls, or nil.
func calleeIdent(call *ast.CallExpr) *ast.Ident {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	switch x := fun.(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	}
	return nil
}

// calleeName returns the name of what call calls, that of the C function for cgo.
func calleeName(call *ast.CallExpr) string {
	if id := calleeIdent(call); id != nil {
		return strings.TrimPrefix(id.Name, "_Cfunc_")
	}
	return ""
}

// calleePackage returns the path of the package that declares what call calls; what stands before the name where types
// are missing.
func calleePackage(p *code.Package, call *ast.CallExpr) string {
	id := calleeIdent(call)
	if id == nil {
		return ""
	}
	if obj := p.Info.Uses[id]; obj != nil {
		if obj.Pkg() == nil {
			return ""
		}
		return obj.Pkg().Path()
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if x, ok := sel.X.(*ast.Ident); ok {
			if pkg, ok := p.Info.Uses[x].(*types.PkgName); ok {
				return pkg.Imported().Path()
			}
			return x.Name
		}
	}
	return ""
}

// isRaw reports whether call calls a procedure by its address.
func isRaw(p *code.Package, call *ast.CallExpr) bool {
	_, _, ok := raw(p, call)
	return ok
}

// raw returns the name of the procedure that call calls by its address, as far as it can be read, and its arguments.
func raw(p *code.Package, call *ast.CallExpr) (proc string, args []ast.Expr, ok bool) {
	name := calleeName(call)
	switch {
	case name == "Call":
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return procName(p, sel.X), call.Args, true
		}
	case strings.HasPrefix(name, "Syscall") && len(call.Args) > 0:
		addr := call.Args[0]
		if c, ok := ast.Unparen(addr).(*ast.CallExpr); ok {
			if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Addr" {
				addr = sel.X
			}
		}
		args := call.Args[1:]
		if name != "SyscallN" && len(args) > 0 {
			args = args[1:] // the number of arguments
		}
		return procName(p, addr), args, true
	}
	return "", nil, false
}

// procName returns the name of the procedure that x is, or the name that x has in the program, in lower case.
func procName(p *code.Package, x ast.Expr) string {
	name := ""
	switch y := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		return procText(y)
	case *ast.Ident:
		name = y.Name
		if v, ok := p.Info.Uses[y].(*types.Var); ok {
			if text := procOf(p, v); text != "" {
				return text
			}
		}
	case *ast.SelectorExpr:
		name = y.Sel.Name
		if v, ok := p.Info.Uses[y.Sel].(*types.Var); ok {
			if text := procOf(p, v); text != "" {
				return text
			}
		}
	}
	return strings.ToLower(name)
}

func procOf(p *code.Package, v *types.Var) string {
	defs := p.Defs(v)
	if len(defs) != 1 {
		return ""
	}
	call, ok := defs[0].Value.(*ast.CallExpr)
	if !ok {
		return ""
	}
	return procText(call)
}

// procText returns the text that NewProc and the like are given.
func procText(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		if lit, ok := ast.Unparen(arg).(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && !strings.HasSuffix(strings.ToLower(s), ".dll") {
				return strings.ToLower(s)
			}
		}
	}
	return ""
}

// owns reports whether call makes or opens an object that one process owns at a time, as far as names say so.
func owns(p *code.Package, call *ast.CallExpr) bool {
	name, _, ok := raw(p, call)
	if !ok {
		name = strings.ToLower(calleeName(call))
	}
	return strings.Contains(name, "mutex") || strings.Contains(name, "semaphore")
}

// locks reports whether nothing in the names says that call makes or opens an object of a kind that serves other ends than
// keeping others out.
func locks(p *code.Package, call *ast.CallExpr) bool {
	name, _, ok := raw(p, call)
	if !ok {
		name = strings.ToLower(calleeName(call))
	}
	for _, kind := range []string{"event", "mapping", "timer", "job"} {
		if strings.Contains(name, kind) {
			return false
		}
	}
	return true
}

// call evaluates a call.
func (fr *frame) call(e *env, call *ast.CallExpr) []value {
	if call == fr.target {
		return fr.site(e, call)
	}
	if fr.converts(call) && len(call.Args) == 1 {
		return fr.conversion(e, call)
	}
	name := calleeName(call)
	if fr.fatal(call, maxDepth) {
		for _, arg := range call.Args {
			fr.eval(e, arg)
		}
		if !e.dead {
			fr.end(e, call)
		}
		e.dead = true
		return nil
	}
	if proc, args, ok := raw(fr.p, call); ok {
		if vals, ok := fr.win32(e, proc, args); ok {
			return []value{vals[0], {}, {}}
		}
	} else if vals, ok := fr.win32(e, strings.ToLower(name), call.Args); ok {
		if strings.EqualFold(name, "GetLastError") && fr.yieldsError(call) && vals[0].kind == number && vals[0].num == 0 {
			vals[0] = value{kind: null}.from(vals[0]) // x/sys and syscall return no error then
		}
		return vals
	}
	recv, args := fr.operands(e, call)
	if vals, ok := fr.known(e, call, name, recv, args); ok {
		return vals
	}
	if vals, ok := fr.follow(e, call, recv, args); ok {
		return vals
	}
	return fr.other(e, call, recv, args)
}

// site returns what the call in question tells.
func (fr *frame) site(e *env, call *ast.CallExpr) []value {
	for _, arg := range call.Args {
		fr.eval(e, arg)
	}
	if fr.res != nil {
		fr.res.hit = true
	}
	if fr.none {
		e.dead = true
	}
	e.last = fr.lastError
	told := append([]value(nil), fr.told...)
	if len(told) > 0 && told[0].kind == some && owns(fr.p, call) {
		told[0].object, told[0].mutex = true, true
	}
	return told
}

func (fr *frame) conversion(e *env, call *ast.CallExpr) []value {
	v := fr.eval(e, call.Args[0])
	if v.kind == text {
		return []value{value{}.from(v)}
	}
	return []value{v}
}

// yieldsError reports whether the call's only result is an error.
func (fr *frame) yieldsError(call *ast.CallExpr) bool {
	if t := fr.p.Info.TypeOf(call); t != nil && t != types.Typ[types.Invalid] {
		return isErrorType(t)
	}
	pkg := calleePackage(fr.p, call)
	return pkg == "windows" || pkg == "syscall" || strings.HasSuffix(pkg, "/windows")
}

// maxWait is the longest wait, in milliseconds, that is a test whether someone else owns the object.
const maxWait = 1000

// win32 evaluates a call of a Windows function that tells whether the object existed.
func (fr *frame) win32(e *env, name string, args []ast.Expr) ([]value, bool) {
	switch {
	case strings.Contains(name, "getlasterror") && len(args) == 0:
		return []value{e.last}, true
	case strings.Contains(name, "waitforsingleobject") && len(args) >= 2:
		handle, wait := fr.eval(e, args[0]), fr.eval(e, args[1])
		if !handle.mutex || wait.kind != number {
			return nil, false
		}
		v := num(0)
		if fr.exists && wait.num >= 0 && wait.num <= maxWait {
			v = num(waitTimeout)
		}
		v.told = true
		return []value{v, {kind: null}}, true
	case strings.HasPrefix(name, "create") || strings.HasPrefix(name, "open"):
		e.last = value{}
	}
	return nil, false
}

// operands evaluates the receiver and the arguments of a call.
func (fr *frame) operands(e *env, call *ast.CallExpr) (recv value, args []value) {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && !fr.qualified(sel) {
		recv = fr.eval(e, sel.X)
	}
	if len(call.Args) == 1 {
		if inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr); ok {
			return recv, fr.tuple(e, inner, 1)
		}
	}
	for _, arg := range call.Args {
		args = append(args, fr.eval(e, arg))
	}
	return recv, args
}

// known evaluates calls of the functions that errors are handled with.
func (fr *frame) known(e *env, call *ast.CallExpr, name string, recv value, args []value) ([]value, bool) {
	if id := calleeIdent(call); id != nil {
		if _, ok := fr.p.Info.Uses[id].(*types.Builtin); ok {
			switch name {
			case "new", "make", "append":
				return []value{value{kind: some}.from(args...)}, true
			}
			return []value{value{}.from(args...)}, true
		}
	}
	pkg := calleePackage(fr.p, call)
	base := pkg[strings.LastIndexByte(pkg, '/')+1:]
	first := func(kinds ...kind) bool {
		for i, k := range kinds {
			if i >= len(args) || args[i].kind != k {
				return false
			}
		}
		return true
	}
	switch {
	case strings.HasSuffix(base, "errors") || base == "xerrors":
		switch {
		case name == "Is" && len(args) == 2:
			return []value{matches(args[0], args[1])}, true
		case (name == "As" || name == "AsType") && len(args) > 0:
			return fr.as(e, call, args[0]), true
		case name == "New" || name == "Errorf" || name == "Newf":
			return []value{fr.wrapped(call, args)}, true
		case strings.HasPrefix(name, "Wrap") || strings.HasPrefix(name, "With") || name == "Join" || name == "Cause" ||
			name == "Unwrap" || name == "Trace" || name == "Annotate":
			out := value{}.from(args...)
			if len(args) > 0 {
				out = args[0].from(args...)
			}
			return []value{out}, true
		}
	case pkg == "fmt" && name == "Errorf":
		return []value{fr.wrapped(call, args)}, true
	case pkg == "os" && name == "NewSyscallError" && len(args) == 2:
		return []value{args[1]}, true
	case pkg == "os" && len(args) == 1:
		switch name {
		case "IsExist":
			return []value{matches(args[0], value{kind: failure, str: "os.ErrExist"})}, true
		case "IsNotExist":
			return []value{matches(args[0], value{kind: failure, str: "os.ErrNotExist"})}, true
		case "IsPermission":
			return []value{matches(args[0], value{kind: failure, str: "os.ErrPermission"})}, true
		}
	case pkg == "strings" && first(text):
		two := first(text, text)
		out := value{}
		switch {
		case name == "Contains" && two:
			out = truthOf(strings.Contains(args[0].str, args[1].str))
		case name == "HasPrefix" && two:
			out = truthOf(strings.HasPrefix(args[0].str, args[1].str))
		case name == "HasSuffix" && two:
			out = truthOf(strings.HasSuffix(args[0].str, args[1].str))
		case name == "EqualFold" && two:
			out = truthOf(strings.EqualFold(args[0].str, args[1].str))
		case name == "ToLower":
			out = value{kind: text, str: strings.ToLower(args[0].str)}
		case name == "TrimSpace":
			out = value{kind: text, str: strings.TrimSpace(args[0].str)}
		}
		return []value{out.from(args...)}, true
	}
	switch {
	case name == "Error" && len(args) == 0 && recv.kind == number:
		if msg, ok := messages[recv.num]; ok {
			return []value{value{kind: text, str: msg}.from(recv)}, true
		}
	case name == "Is" && len(args) == 1 && recv.kind == number: // Errno.Is
		return []value{matches(recv, args[0])}, true
	}
	return nil, false
}

// wrapped returns the error that fmt.Errorf or errors.New makes. One that wraps another stands for it.
func (fr *frame) wrapped(call *ast.CallExpr, args []value) value {
	out := value{kind: failure}
	if len(call.Args) == 0 {
		return out
	}
	if format := fr.constant(call.Args[0]); format.kind == text && strings.Contains(format.str, "%w") {
		for _, v := range args[1:] {
			if v.kind == failure && v.str != "" || v.kind == number && v.told {
				return v
			}
		}
	}
	return out
}

// as evaluates errors.As and errors.AsType.
func (fr *frame) as(e *env, call *ast.CallExpr, v value) []value {
	if calleeName(call) == "AsType" {
		if x, ok := ast.Unparen(call.Fun).(*ast.IndexExpr); ok {
			is, ok := fr.assert(v, x.Index)
			return []value{is, ok}
		}
		return []value{{told: v.told}, {told: v.told}}
	}
	ref, ok := ast.Unparen(call.Args[len(call.Args)-1]).(*ast.UnaryExpr)
	if !ok || ref.Op != token.AND {
		return []value{{told: v.told}}
	}
	is, found := value{told: v.told}, value{told: v.told}
	if t := fr.p.Info.TypeOf(ref.X); t != nil {
		n, _ := types.Unalias(t).(*types.Named)
		errno := n != nil && n.Obj().Name() == "Errno"
		switch {
		case v.kind == null:
			found = truthOf(false).from(v)
		case v.kind == number && errno:
			is, found = v, truthOf(true).from(v)
		case v.kind == number && n != nil && !types.IsInterface(t), v.kind == number && isPointer(t):
			found = truthOf(false).from(v)
		}
	}
	if !found.is(false) { // otherwise the target stays as it is
		fr.assign(e, ref.X, is)
	}
	return []value{found}
}

func isPointer(t types.Type) bool { _, ok := t.Underlying().(*types.Pointer); return ok }

// callee returns the function of this package that call runs, if that is certain.
func (fr *frame) callee(call *ast.CallExpr) *code.Func {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return fr.p.FuncAt(lit)
	}
	if obj := code.StaticCallee(fr.p.Info, call); obj != nil {
		return fr.p.FuncOf(obj)
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := fr.p.Info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	var lit *ast.FuncLit
	for _, d := range fr.p.Defs(v) {
		if d.Kind == code.Zero {
			continue
		}
		l, ok := ast.Unparen(d.Value).(*ast.FuncLit)
		if !ok || lit != nil || d.Kind != code.Assigned || d.Op != 0 {
			return nil
		}
		lit = l
	}
	if lit == nil {
		return nil
	}
	return fr.p.FuncAt(lit)
}

// follow evaluates the body of a function of this package that is given what was told, or a literal.
func (fr *frame) follow(e *env, call *ast.CallExpr, recv value, args []value) ([]value, bool) {
	g := fr.callee(call)
	if g == nil || g.Body == nil || g == fr.f || fr.depth >= maxDepth || fr.spent() {
		return nil, false
	}
	// What a literal sees may have been told as well.
	_, literal := g.Node.(*ast.FuncLit)
	if !literal && !(value{}).from(args...).from(recv).told {
		return nil, false
	}
	sub := fr.frame(g, fr.depth+1)
	start := sub.entry()
	if literal {
		vars := start.vars
		start = e.clone()
		for k, v := range vars {
			start.vars[k] = v
		}
	}
	start.last = e.last
	fields, typ := signature(g)
	i := 0
	bind := func(list *ast.FieldList, next func() value) {
		if list == nil {
			return
		}
		for _, field := range list.List {
			_, variadic := field.Type.(*ast.Ellipsis)
			for _, name := range field.Names {
				v := next()
				if variadic {
					v = value{}.from(v)
				}
				if k, ok := sub.key(name); ok && name.Name != "_" {
					sub.put(start, k, v)
				}
			}
			if len(field.Names) == 0 {
				next()
			}
		}
	}
	bind(fields, func() value { return recv })
	bind(typ.Params, func() value {
		i++
		if i > len(args) {
			return value{}
		}
		return args[i-1]
	})
	res := sub.solve(point{}, start)
	if fr.res != nil {
		fr.res.escaped = fr.res.escaped || res.escaped && !isQuiet(fr.p, call)
		fr.res.hit = fr.res.hit || res.hit
		for _, end := range res.ends {
			fr.ended(call, end.with)
		}
	}
	if len(res.returns) == 0 {
		e.dead = true
		return nil, true
	}
	if literal {
		e.vars, e.last = res.exit.vars, res.exit.last
	}
	return merge(res.tuples(nil)), true
}

// other returns what is known of the results of any other call: that it succeeds.
func (fr *frame) other(e *env, call *ast.CallExpr, recv value, args []value) []value {
	told := recv.tells()
	for _, v := range args {
		told = told || v.tells()
	}
	if told && !isQuiet(fr.p, call) {
		fr.escape(value{told: true})
	}
	for _, arg := range call.Args {
		if ref, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && ref.Op == token.AND {
			if k, ok := fr.key(ref.X); ok {
				fr.put(e, k, value{told: told})
			}
		}
	}
	var results []types.Type
	switch t := fr.p.Info.TypeOf(call).(type) {
	case *types.Tuple:
		for v := range t.Variables() {
			results = append(results, v.Type())
		}
	case nil:
	default:
		results = append(results, t)
	}
	vals := make([]value, len(results))
	fails := false
	for _, t := range results {
		fails = fails || isErrorType(t)
	}
	// The last error of a raw call is never nil, whether it succeeds or not.
	assume := fr.assume && !told && !isRaw(fr.p, call)
	for i, t := range results {
		switch {
		case !assume:
		case isErrorType(t):
			vals[i] = value{kind: null}
		case fails && (zero(t).kind == null || isHandle(t)):
			vals[i] = value{kind: some}
		}
		vals[i].told = told
	}
	return vals
}

// isHandle reports whether t is the type of a handle: beside an error that is nil it is a valid one.
func isHandle(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Name() != "Handle" {
		return false
	}
	return isBasic(t, types.IsInteger)
}

// fatal reports whether call ends the process or the goroutine.
func (fr *frame) fatal(call *ast.CallExpr, depth int) bool {
	id := calleeIdent(call)
	if id == nil {
		return false
	}
	switch obj := fr.p.Info.Uses[id].(type) {
	case *types.Builtin:
		return obj.Name() == "panic"
	case *types.Func:
		if g := fr.p.FuncOf(obj); g != nil {
			return g.NoReturn() && ends(g, depth)
		}
	case *types.Var:
		if exits(fr.p, obj) {
			return true
		}
	}
	if fr.p.Exits != nil && fr.p.Exits(call) {
		return true
	}
	pkg := calleePackage(fr.p, call)
	switch name := calleeName(call); name {
	case "Exit":
		return pkg == "os" || pkg == "syscall" || strings.HasSuffix(pkg, "logrus")
	case "ExitProcess", "Goexit", "FailNow":
		return true
	case "Fatal", "Fatalf", "Fatalln", "Fatalw", "FatalExit", "Panic", "Panicf", "Panicln", "Panicw":
		return true // every logger means it so
	}
	return false
}

// exits reports whether v is a variable that holds os.Exit or the like.
func exits(p *code.Package, v *types.Var) bool {
	for _, d := range p.Defs(v) {
		if sel, ok := d.Value.(*ast.SelectorExpr); ok && sel.Sel.Name == "Exit" {
			if fn, ok := p.Info.Uses[sel.Sel].(*types.Func); ok && fn.Pkg() != nil && (fn.Pkg().Path() == "os" || fn.Pkg().Path() == "syscall") {
				return true
			}
		}
	}
	return false
}

// ends reports whether g, which does not return, ends the process rather than runs for ever.
func ends(g *code.Func, depth int) bool {
	if depth == 0 || g.Graph() == nil {
		return false
	}
	fr := &frame{run: &run{}, f: g, p: g.Pkg, g: g.Graph()}
	for i, b := range fr.g.Blocks() {
		if fr.g.Live(i) && len(b.Succs) == 0 {
			if call := fr.stopper(b); call != nil && fr.fatal(call, depth-1) {
				return true
			}
		}
	}
	return false
}

// The beginnings of names, in lower case, of functions that only say something, give something back or wait.
var (
	closing  = []string{"close", "release", "free", "unlock", "cleanup", "dispose", "destroy"}
	logging  = []string{"log", "debug", "info", "warn", "error", "trace", "flush", "sync", "with", "getlasterror"}
	printing = []string{"print", "fprint", "sprint", "append", "new", "string", "utf16", "sleep", "msgbox", "messagebox", "procmessagebox", "show", "notify", "alert"}
	fronting = []string{"findwindow", "setforeground", "showwindow", "bring", "send", "post", "iswindow", "isiconic", "switchtothiswindow", "allowsetforeground", "setevent", "pulseevent", "openevent", "flashwindow", "enumwindows", "activate", "focus", "raise", "restore", "signal", "wake"}
)

// isQuiet reports whether call does nothing with its arguments but say, free or wait for them.
func isQuiet(p *code.Package, call *ast.CallExpr) bool {
	return quiet(p, call, closing, logging, printing)
}

// isWork reports whether n is something that it matters to leave out.
func isWork(p *code.Package, n ast.Node) bool { return does(p, n, closing, logging) }

// isEffort reports whether n is something that a program which is about to end does not do.
func isEffort(p *code.Package, n ast.Node) bool {
	return does(p, n, closing, logging, printing, fronting)
}

func does(p *code.Package, n ast.Node, except ...[]string) bool {
	switch n := n.(type) {
	case *ast.GoStmt, *ast.SendStmt:
		return true
	case *ast.UnaryExpr:
		return n.Op == token.ARROW
	case *ast.CallExpr:
		if tv, ok := p.Info.Types[n.Fun]; ok && (tv.IsType() || tv.IsBuiltin()) {
			return false
		}
		return !quiet(p, n, except...)
	}
	return false
}

func quiet(p *code.Package, call *ast.CallExpr, names ...[]string) bool {
	name, _, isProc := raw(p, call)
	if !isProc {
		name = strings.ToLower(calleeName(call))
		if pkg := calleePackage(p, call); pkg == "log" || pkg == "log/slog" || pkg == "errors" || pkg == "fmt" && name == "errorf" {
			return true
		}
	}
	name = strings.TrimPrefix(name, "proc")
	for _, list := range names {
		for _, prefix := range list {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
	}
	// An exit is not what a program does but how it ends.
	return name == "exit" || strings.HasPrefix(name, "fatal") || strings.HasPrefix(name, "panic")
}
