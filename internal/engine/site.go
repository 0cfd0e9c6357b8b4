package engine

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Site is a place that uses something of the catalogue: a call that means one of its functions, however it is written,
// or the call of a wrapper of one.
type Site struct {
	// Fact is what is used.
	Fact *winapi.Func
	// Node is the call, or the expression where the use is no call.
	Node ast.Node
	// In is the function around it.
	In *code.Func
	// Outcome is what follows when a named object exists already.
	Outcome summary.Outcome

	told   []summary.Answer // for a wrapper whose caller decides
	pkg    *Package
	block  int
	values map[winapi.Role]names.Values
	exprs  map[winapi.Role]ast.Expr
	set    map[string][]ast.Expr // for a process, what its fields are given, by their kinds
	args   []names.Values        // while the procedure is not known
	proc   names.Values
	inner  *Site         // the site in this package that the call leads to, for the call of a wrapper
	remote *summary.Site // the same in another package
	closed bool          // remote waits for nothing: only the context is new here
	proven contexts.Set  // where it runs, if that is not where its function does
	// followed says that there are sites of callers for this one.
	followed bool
	steps    []summary.Step
	tests    []summary.Guard // that hold further down, where the catalogue's function is called
	depth    int
}

// Call returns the call that the site is, or nil.
func (s *Site) Call() *ast.CallExpr {
	call, _ := s.Node.(*ast.CallExpr)
	return call
}

// Values returns what is known of the argument in a role; nil if the site has none.
func (s *Site) Values(r winapi.Role) names.Values { return s.values[r] }

// Int returns the number in a role, if it is certain.
func (s *Site) Int(r winapi.Role) (int64, bool) {
	if v, ok := s.values[r]; ok {
		return v.Int()
	}
	return 0, false
}

// Expr returns the expression that gives the role at this very place, or nil.
func (s *Site) Expr(r winapi.Role) ast.Expr { return s.exprs[r] }

// Wrapped reports whether the site is the call of a wrapper rather than of the catalogue's function itself.
func (s *Site) Wrapped() bool { return s.inner != nil || s.remote != nil }

// Below returns the site one call nearer to the catalogue's function, nil for that call itself. In another package only
// its values are known.
func (s *Site) Below() *Site {
	switch {
	case s.inner != nil:
		return s.inner
	case s.remote != nil:
		return &Site{Fact: s.Fact, In: s.In, pkg: s.pkg, values: s.remote.Values}
	}
	return nil
}

// Crosses reports whether the site is a call of another package's function.
func (s *Site) Crosses() bool { return s.inner == nil && s.remote != nil }

// Name returns what the site uses as one writes it: MessageBoxEx, browser.OpenURL, dialog.MsgBuilder.YesNo.
func (s *Site) Name() string { return factName(s.Fact) }

func factName(f *winapi.Func) string {
	if f.Pkg == "" {
		if n := len(f.Name); n > 2 && (f.Name[n-1] == 'W' || f.Name[n-1] == 'A') && 'a' <= f.Name[n-2] && f.Name[n-2] <= 'z' {
			return f.Name[:n-1]
		}
		return f.Name
	}
	name := strings.TrimPrefix(strings.TrimLeft(f.Name, "(*"), f.Pkg)
	return lastElement(f.Pkg) + strings.ReplaceAll(name, ")", "")
}

// lastElement returns the last element of an import path that is no major version.
func lastElement(pkg string) string {
	base := path.Base(pkg)
	if dir := path.Dir(pkg); dir != "." && len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		return path.Base(dir)
	}
	return base
}

// Remote reports whether the catalogue's function is called in another package.
func (s *Site) Remote() bool {
	for ; s != nil; s = s.inner {
		if s.remote != nil {
			return true
		}
	}
	return false
}

// Steps leads from the site to the catalogue's function, through wrappers.
func (s *Site) Steps() []summary.Step { return s.steps }

// findSites finds every use of the catalogue in the package, and follows those that wait for a parameter to the callers.
func (p *Package) findSites() {
	p.callers, p.ways = map[string][]call{}, map[way]bool{}
	var dynamic []call
	for _, f := range p.Code.Funcs {
		for _, c := range f.Calls {
			if p.dead(f, c.Pos()) {
				continue
			}
			ids := p.callees(c)
			if ids == nil {
				dynamic = append(dynamic, call{f, c})
			}
			for _, id := range ids {
				p.callers[id] = append(p.callers[id], call{f, c})
			}
		}
	}
	// A call of a function that is a parameter runs what the callers give.
	for _, c := range dynamic {
		for _, id := range p.given(c.call) {
			p.callers[id] = append(p.callers[id], c)
		}
	}
	for _, f := range p.Code.Funcs {
		for _, c := range f.Calls {
			if p.dead(f, c.Pos()) {
				continue
			}
			if s := p.direct(f, c); s != nil {
				p.sites = append(p.sites, s)
				p.sites = append(p.sites, p.others(f, c, s)...)
			}
			p.imported(f, c)
		}
	}
	p.imports()
	p.keyed()
	p.claims()
	p.peerTests()
	p.prompts()
	p.fields()
	p.profiles()
	p.paces()
	// A site that waits for a parameter of some function is a site of each call of that function as well.
	count := map[any]int{}
	for i := 0; i < len(p.sites); i++ {
		s := p.sites[i]
		if s.depth >= names.MaxDepth {
			continue
		}
		root := s.root()
		for _, id := range s.waitsFor() {
			if s.optional(id) {
				continue
			}
			t := s.templateFor(id)
			for _, c := range p.callers[id] {
				if p.ways[way{c.call, root}] || count[root] >= maxDerived {
					continue
				}
				if d := p.derive(c.in, c.call, id, t, s); d != nil {
					p.ways[way{c.call, root}] = true
					count[root]++
					s.followed = true
					if d.mayTell() {
						p.sites = append(p.sites, d)
					}
				}
			}
		}
	}
	if p.modular {
		p.foreignHandlers()
	}
	slices.SortStableFunc(p.sites, func(a, b *Site) int { return cmp.Compare(a.Node.Pos(), b.Node.Pos()) })
}

// foreignHandlers adds, where a service starts whose handler is another package's, the sites that the handler's own package
// has left open.
func (p *Package) foreignHandlers() {
	for _, s := range slices.Clone(p.sites) {
		kind, _ := s.Kind(winapi.Entry)
		call := s.Call()
		if call == nil || kind != "service" && kind != "handler" {
			continue
		}
		if s.remote != nil && !s.remote.Values["handler"].Open() {
			continue // the handler is that package's affair
		}
		for _, h := range s.values["handler"] {
			if len(h) != 1 || h[0].Kind != names.Object {
				continue
			}
			typ := strings.TrimPrefix(h[0].Text, "*")
			dot := strings.LastIndexByte(typ, '.')
			if dot < 0 || typ[:dot] == p.Code.Types.Path() || p.world.summary(typ[:dot]) == nil {
				continue
			}
			for _, method := range s.Fact.Methods {
				for _, id := range []string{"(*" + typ + ")." + method, "(" + typ + ")." + method} {
					f := p.world.summary(typ[:dot]).Funcs[id]
					if f == nil {
						continue
					}
					for _, t := range f.Sites {
						if d := p.derive(s.In, call, id, t, nil); d != nil {
							d.closed, d.proven = true, contexts.Service
							p.sites = append(p.sites, d)
						}
					}
				}
			}
		}
	}
}

// A way is a call that leads to a use. By whichever of several ways it does, it is one site.
type way struct {
	call *ast.CallExpr
	root any
}

// maxDerived bounds how many calls of wrappers one use is followed to in a package.
const maxDerived = 256

// root returns what the site is a wrapper of in the end: a site, or another package's.
func (s *Site) root() any {
	for s.inner != nil {
		s = s.inner
	}
	if s.remote == nil {
		return s
	}
	if home, ok := s.remote.Home().(*Site); ok {
		return home.root()
	}
	return s.remote
}

type call struct {
	in   *code.Func
	call *ast.CallExpr
}

// callees returns the ids of the functions that a call may run: what it names, or what the function variable holds.
func (p *Package) callees(c *ast.CallExpr) []string {
	if fn := code.StaticCallee(p.Code.Info, c); fn != nil {
		id := fn.FullName()
		if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
			return append([]string{id}, p.implementers(id)...)
		}
		return []string{id}
	}
	if tv := p.Code.Info.Types[c.Fun]; tv.IsType() || tv.IsBuiltin() {
		return nil
	}
	if lit, ok := ast.Unparen(c.Fun).(*ast.FuncLit); ok {
		if f := p.Code.FuncAt(lit); f != nil {
			return []string{f.ID}
		}
	}
	if t := p.Code.Info.TypeOf(c.Fun); t == nil || !isFunc(t) {
		return nil
	}
	var ids []string
	for _, t := range p.eval.Eval(c.Fun) {
		if len(t) == 1 && t[0].Kind == names.Function && !slices.Contains(ids, t[0].Text) {
			ids = append(ids, t[0].Text)
		}
	}
	return ids
}

// given returns the functions that callers in the package give to the parameter that c calls.
func (p *Package) given(c *ast.CallExpr) []string {
	if t := p.Code.Info.TypeOf(c.Fun); t == nil || !isFunc(t) {
		return nil
	}
	var ids []string
	for _, t := range p.eval.Eval(c.Fun) {
		if len(t) != 1 || t[0].Kind != names.Param {
			continue
		}
		for _, caller := range p.callers[t[0].Func] {
			for _, u := range p.eval.Argument(caller.call, t[0]) {
				if len(u) == 1 && u[0].Kind == names.Function && !slices.Contains(ids, u[0].Text) {
					ids = append(ids, u[0].Text)
				}
			}
		}
	}
	return ids
}

func isFunc(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

// direct returns the site that a call is by itself, or nil.
func (p *Package) direct(in *code.Func, c *ast.CallExpr) *Site {
	var fact *winapi.Func
	if name, ok := names.CgoName(c); ok {
		if fact = p.cat.Win32(name); fact == nil {
			return p.throughC(in, c, name)
		}
		return p.site(in, c, fact, 0)
	}
	for _, id := range p.callees(c) {
		if fact = p.cat.Go(id); fact != nil {
			break
		}
	}
	if fact == nil {
		if fact = p.eval.Behind(c); fact == nil {
			return nil
		}
	}
	if name, ok := p.bound(c); ok {
		if win := p.cat.Win32(name); win != nil {
			return p.site(in, c, win, fact.Roles["args"])
		}
		return nil
	}
	if _, ok := fact.Is[winapi.Invoke]; !ok {
		if passive(fact) {
			return nil
		}
		return p.site(in, c, fact, 0)
	}
	proc := p.eval.Proc(c, fact)
	first := fact.Roles["args"]
	if name, ok := proc.Name(); ok {
		if win := p.cat.Win32(name); win != nil {
			return p.site(in, c, win, first)
		}
		return nil
	}
	if !proc.Open() {
		return nil
	}
	s := p.site(in, c, nil, 0)
	s.proc, s.args = proc, p.arguments(c, first)
	return s
}

// throughC returns the site of a call of a C function of the package which does something in the session that it is given.
func (p *Package) throughC(in *code.Func, c *ast.CallExpr, name string) *Site {
	for _, callee := range p.Code.CCalls(name) {
		fact := p.cat.Win32(callee)
		if fact == nil {
			continue
		}
		role := winapi.Role("session")
		if fact.Has(winapi.StartProcess) {
			role = tokenRole
		} else if !fact.Has(winapi.UseSession) {
			continue
		}
		v := p.eval.ThroughC(c)
		if _, ok := fact.Roles[role]; !ok || len(v) == 0 {
			continue
		}
		s := p.site(in, c, fact, len(c.Args))
		s.values[role] = v
		return s
	}
	return nil
}

// others returns the sites of a call whose function variable can hold other functions of the catalogue than that of s.
func (p *Package) others(in *code.Func, c *ast.CallExpr, s *Site) []*Site {
	if code.StaticCallee(p.Code.Info, c) != nil {
		return nil
	}
	var out []*Site
	for _, id := range p.callees(c) {
		fact := p.cat.Go(id)
		if fact == nil || fact == s.Fact || fact.Has(winapi.Invoke) || passive(fact) {
			continue
		}
		out = append(out, p.site(in, c, fact, 0))
	}
	return out
}

// imports adds the sites of imports that do something by themselves.
func (p *Package) imports() {
	for _, file := range p.Code.Files {
		for _, spec := range file.Imports {
			if fact := p.cat.Import(strings.Trim(spec.Path.Value, "\"`")); fact != nil && !passive(fact) {
				p.sites = append(p.sites, p.site(p.Code.Funcs[0], spec, fact, 0))
			}
		}
	}
}

// bound returns the procedure that a call of a method value calls: create := createMutex.Call; create(...).
func (p *Package) bound(c *ast.CallExpr) (string, bool) {
	if code.StaticCallee(p.Code.Info, c) != nil {
		return "", false
	}
	v := p.eval.Eval(c.Fun)
	if len(v) == 1 && len(v[0]) == 1 && v[0][0].Kind == names.Function && v[0][0].Path != "" {
		return v[0][0].Path, true
	}
	return "", false
}

// asked holds the classes that the rules and the solver of contexts ask for. Only what has one of them is a site: each is
// followed to the callers of the function around it, and a module may open a thousand files. A rule that asks for another
// class adds it here.
var asked = map[winapi.Class]bool{
	winapi.CreateObject: true, winapi.OpenObject: true, winapi.Namespace: true,
	winapi.UI: true, winapi.ShellOpen: true, winapi.StartProcess: true, winapi.Activate: true, winapi.ReadReader: true,
	winapi.EndSession: true, winapi.Draw: true, winapi.CreateService: true,
	winapi.Entry: true, winapi.LocalSystem: true, winapi.Callback: true,
	winapi.Keyed: true, winapi.Equal: true, winapi.CreatePipe: true, winapi.DialPipe: true, winapi.Listen: true, winapi.Dial: true,
	winapi.FindWindow: true, winapi.LockFile: true, winapi.UseSession: true, winapi.ConsoleSession: true, winapi.SetToken: true,
	winapi.EnumerateSessions: true, winapi.NotifySession: true, winapi.Accept: true, winapi.Invoke: true, winapi.ClientID: true,
	winapi.TestAddress: true, winapi.IdentifyClient: true, winapi.OpenKey: true, winapi.ReadKey: true, winapi.WriteKey: true,
	winapi.CertStore: true, winapi.Credential: true, winapi.ProfilePath: true, winapi.Env: true, winapi.Account: true,
	winapi.Shutdown: true, winapi.SetTime: true, winapi.Power: true, winapi.HostSettings: true, winapi.ControlService: true,
	winapi.OpenFile: true, winapi.CreateFile: true, winapi.OpenDevice: true, winapi.IniFile: true, winapi.SetWorkDir: true,
	winapi.Install: true, winapi.FindProcess: true, winapi.Priority: true, winapi.Affinity: true, winapi.TimerResolution: true,
	winapi.RemoteTest: true, winapi.Sound: true,
}

// passive reports whether nothing happens at a use of the fact that anybody asks for.
func passive(f *winapi.Func) bool {
	for class, kind := range f.Is {
		if asked[class] && (class != winapi.FindProcess || kind == "list" || kind == "next") {
			return false
		}
	}
	if f.Is[winapi.Command] == "execute" {
		return false // what comes before it runs whichever command was given
	}
	_, keyed := f.Roles["key"]
	return !keyed || !f.Has(winapi.Counter)
}

// maxArgs is the largest number of arguments that a Win32 function of the catalogue takes, and more.
const maxArgs = 18

// arguments returns the values of the arguments from position first on.
func (p *Package) arguments(c *ast.CallExpr, first int) []names.Values {
	var out []names.Values
	for i := first; i < len(c.Args); i++ {
		if i == len(c.Args)-1 && c.Ellipsis.IsValid() {
			for _, t := range p.eval.Eval(c.Args[i]) {
				if len(t) == 1 && t[0].Kind == names.Param {
					for k := range maxArgs {
						s := t[0]
						s.Index, s.Spread = s.Index+k, true
						out = append(out, names.One(s))
					}
				}
			}
			break
		}
		out = append(out, p.eval.Eval(c.Args[i]))
	}
	return out
}

// site makes the site of a use of fact at node, whose arguments are shifted by offset.
func (p *Package) site(in *code.Func, node ast.Node, fact *winapi.Func, offset int) *Site {
	s := &Site{
		Fact: fact, Node: node, In: in, pkg: p, block: p.block(in, node.Pos()),
		values: map[winapi.Role]names.Values{}, exprs: map[winapi.Role]ast.Expr{},
	}
	c, ok := node.(*ast.CallExpr)
	if fact == nil || !ok {
		return s
	}
	if c.Ellipsis.IsValid() && !fact.Variadic { // a dynamic call that hands its own list on
		args := p.arguments(c, offset)
		for role, i := range fact.Roles {
			if i >= 0 && i < len(args) {
				s.values[role] = args[i]
			}
		}
		if fact.Has(winapi.StartProcess) {
			s.values[lineRole] = s.line()
		}
		return s
	}
	for role, i := range fact.Roles {
		pos := i
		if i >= 0 {
			pos += offset
		}
		if x, _ := p.eval.ArgumentExpr(c, pos); x != nil {
			s.exprs[role] = x
			s.values[role] = p.handler(x, role)
		}
	}
	for role, text := range fact.Fixed {
		s.values[role] = names.Lit(text)
	}
	if fact.Has(winapi.StartProcess) {
		p.started(s, c)
	}
	p.completeAddress(s)
	p.completeDescriptor(s)
	s.bindAction()
	p.judgeOutcome(s, in, c)
	return s
}

// handler evaluates an argument. One whose static type is concrete is an object of that type, whatever interface the
// parameter has.
func (p *Package) handler(x ast.Expr, role winapi.Role) names.Values {
	if role == "handler" {
		if t := p.Code.Info.TypeOf(x); t != nil && !isFunc(t) {
			if name := names.ConcreteType(t); name != "" {
				return names.One(names.Segment{Kind: names.Object, Text: name})
			}
		}
	}
	return p.eval.Eval(x)
}

// dead reports whether the code at pos certainly does not run: it belongs to another system.
func (p *Package) dead(f *code.Func, pos token.Pos) bool {
	for ; f != nil; f = f.Parent {
		if g := f.Graph(); g != nil && g.Dead(pos) {
			return true
		}
		if f.Node == nil {
			return false
		}
		pos = f.Node.Pos()
	}
	return false
}

// block returns the basic block of f that pos runs in; 0 where that cannot be told.
func (p *Package) block(f *code.Func, pos token.Pos) int {
	if g := f.Graph(); g != nil {
		return max(g.Block(pos), 0)
	}
	return 0
}

// waitsFor returns the ids of the functions whose parameters the site's values name.
func (s *Site) waitsFor() []string {
	var ids []string
	look := func(v names.Values) {
		for _, t := range v {
			for _, seg := range t {
				if seg.Waits() && !slices.Contains(ids, seg.Func) {
					ids = append(ids, seg.Func)
				}
			}
		}
	}
	look(s.proc)
	if s.Fact == nil { // only the procedure's name makes it worth following
		return ids
	}
	for _, v := range s.values {
		look(v)
	}
	slices.Sort(ids)
	return ids
}

// template returns the site as the callers of its function see it.
func (s *Site) template() *summary.Site {
	t := &summary.Site{
		Values: s.values, Block: s.block, At: s.pkg.place(s.Node.Pos()), Steps: s.steps, Outcome: s.Outcome, Told: s.told,
		Tests: s.tests,
	}
	if g := s.In.Graph(); g != nil {
		for _, c := range g.Conds(s.block) {
			if is, ok := s.pkg.eval.Test(c); ok {
				t.Tests = append(slices.Clip(t.Tests), summary.Guard{Kind: summary.IsService, Value: is})
			}
		}
	}
	t.From(s)
	if s.Fact != nil {
		t.Name = s.Fact.Name
	} else {
		t.Args = s.args
		t.Values = map[winapi.Role]names.Values{"proc": s.proc}
	}
	return t
}

// optional reports whether the site takes a field of what function id is given, and runs only if another field says so:
// open(Options{Native: true, Name: ...}) means by Name what Native says. Then it is not known what the caller's field is.
func (s *Site) optional(id string) bool {
	if s.inner != nil || s.In.ID != id {
		return false
	}
	g := s.In.Graph()
	if g == nil {
		return false
	}
	takes := false
	for _, v := range s.values {
		for _, t := range v {
			for _, seg := range t {
				takes = takes || seg.Kind == names.Param && seg.Func == id && seg.Path != ""
			}
		}
	}
	if !takes {
		return false
	}
	for _, c := range g.Conds(s.block) {
		sel, ok := ast.Unparen(c.Expr).(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if x, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
			if v, ok := s.pkg.Code.Info.Uses[x].(*types.Var); ok {
				if defs := s.pkg.Code.Defs(v); len(defs) == 1 && defs[0].Kind == code.Given {
					return true
				}
			}
		}
	}
	return false
}

// templateFor returns the site as the callers of function id see it, for whose arguments it waits. What another function
// than the site's own returns says nothing of the object.
func (s *Site) templateFor(id string) *summary.Site {
	t := s.template()
	if id != s.In.ID {
		t.Told, t.Block = nil, 0
	}
	return t
}

// derive returns the site that a call of the function id is, which waits for its arguments as t says; nil if the call
// says nothing new. inner is the site itself where it stands in this package.
func (p *Package) derive(in *code.Func, c *ast.CallExpr, id string, t *summary.Site, inner *Site) *Site {
	fill := func(v names.Values) names.Values { return p.eval.Fill(v, id, c) }
	s := &Site{
		Node: c, In: in, Outcome: t.Outcome, pkg: p, block: p.block(in, c.Pos()), inner: inner,
		values: map[winapi.Role]names.Values{}, exprs: map[winapi.Role]ast.Expr{},
	}
	var fact *winapi.Func
	if t.Name == "" {
		proc := fill(t.Values["proc"])
		name, ok := proc.Name()
		if !ok {
			if !proc.Open() {
				return nil
			}
			s.proc = proc
			for _, a := range t.Args {
				s.args = append(s.args, fill(a))
			}
		} else {
			if fact = p.cat.Win32(name); fact == nil {
				return nil
			}
			for role, i := range fact.Roles {
				if i >= 0 && i < len(t.Args) {
					s.values[role] = fill(t.Args[i])
					s.exprs[role] = p.argumentOf(c, id, t.Args[i])
				}
			}
			if fact.Has(winapi.StartProcess) {
				s.values[lineRole] = s.line()
			}
		}
	} else {
		fact = p.fact(t.Name)
		if fact == nil {
			return nil
		}
		for role, v := range t.Values {
			s.values[role] = fill(v)
			if role == "subject" {
				s.values[role] = p.subjectAt(in, c, id, v)
			}
			if x := p.argumentOf(c, id, v); x != nil {
				s.exprs[role] = x
				if role == "handler" {
					s.values[role] = p.handler(x, role)
				}
			}
		}
	}
	s.Fact, s.tests = fact, t.Tests
	if inner == nil {
		s.remote = t
		s.depth = len(t.Steps) + 1
	} else {
		s.depth = inner.depth + 1
		s.remote = inner.remote
	}
	s.steps = append([]summary.Step{{At: t.At, Message: "calls " + stepName(fact)}}, t.Steps...)
	if t.Outcome == summary.OutcomeReturned && len(t.Told) > 0 {
		p.judgeReturned(s, in, c, t.Told)
	}
	return s
}

func stepName(f *winapi.Func) string {
	if f == nil {
		return "the procedure"
	}
	return factName(f)
}

// argumentOf returns the argument of c with which v, a value in terms of the parameters of id, begins; nil if that is not
// the only one in it.
func (p *Package) argumentOf(c *ast.CallExpr, id string, v names.Values) ast.Expr {
	if len(v) != 1 || len(v[0]) == 0 || v[0][1:].Open() {
		return nil
	}
	seg := v[0][0]
	if seg.Kind != names.Param || seg.Func != id || seg.Path != "" {
		return nil
	}
	x, spread := p.eval.ArgumentExpr(c, seg.Index)
	if spread {
		return nil
	}
	return x
}

// fact finds the catalogue's entry by the name that a summary carries.
func (p *Package) fact(name string) *winapi.Func {
	if f, ok := language[name]; ok {
		return f
	}
	if f := p.cat.Win32(name); f != nil {
		return f
	}
	return p.cat.Go(name)
}

// imported adds the sites that a call of another package's function is, by that package's summary.
func (p *Package) imported(in *code.Func, c *ast.CallExpr) {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == p.Code.Types {
		return
	}
	sum := p.world.summary(fn.Pkg().Path())
	if sum == nil {
		return
	}
	f := sum.Funcs[fn.FullName()]
	if f == nil {
		return
	}
	for _, t := range f.Waits {
		if s := p.derive(in, c, f.ID, t, nil); s != nil && s.mayTell() {
			p.sites = append(p.sites, s)
		}
	}
	if !p.modular {
		return // what waits for nothing is reported where it stands
	}
	for _, t := range f.Sites {
		if s := p.derive(in, c, f.ID, t, nil); s != nil {
			s.closed = true
			p.sites = append(p.sites, s)
		}
	}
}
