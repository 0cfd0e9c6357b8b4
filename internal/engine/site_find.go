// Where the sites of a package come from: its calls, imports and fields, and the calls of wrappers.

package engine

import (
	"cmp"
	"go/ast"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// findSites finds every use of the catalogue in the package, and follows those that wait for a parameter to the callers.
func (p *Package) findSites() {
	p.callers, p.ways = map[string][]call{}, map[way]bool{}
	calls := 0
	for _, f := range p.Code.Funcs {
		calls += len(f.Calls)
	}
	live := make([]call, 0, calls)
	runs := make([][]string, 0, calls) // of each live call, the functions that it may run
	for _, f := range p.Code.Funcs {
		for _, c := range f.Calls {
			if p.dead(f, c.Pos()) {
				continue
			}
			ids := p.callees(c)
			live, runs = append(live, call{f, c}), append(runs, ids)
			for _, id := range ids {
				p.callers[id] = append(p.callers[id], call{f, c})
			}
		}
	}
	// A call of a function that is a parameter runs what the callers give.
	for i, c := range live {
		if runs[i] != nil {
			continue
		}
		for _, id := range p.given(c.call) {
			p.callers[id] = append(p.callers[id], c)
		}
	}
	for i, c := range live {
		if s := p.direct(c.in, c.call, runs[i]); s != nil {
			p.sites = append(p.sites, s)
			p.sites = append(p.sites, p.others(c.in, c.call, runs[i], s)...)
		}
		p.imported(c.in, c.call)
		if fact, offset := p.eval.Callee(c.call); fact != nil {
			p.factCalls = append(p.factCalls, factCall{c.in, c.call, fact, offset})
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

// concerns reports whether a package that uses the fact may have something to say: a site, what becomes one in a loop or by what
// else the package does with the value, or a test and a value that importers ask for.
func concerns(f *winapi.Func) bool {
	return !passive(f) || f.Has(winapi.Sleep) || f.Has(winapi.Ticker) || f.Has(winapi.Guard) || f.Has(winapi.HostIdentity) || f.Has(winapi.WMI) ||
		isAddress(f) || dropsPort(f)
}

// maxDerived bounds how many calls of wrappers one use is followed to in a package.
const maxDerived = 256

// direct returns the site that a call, which may run the functions with these ids, is by itself, or nil.
func (p *Package) direct(in *code.Func, c *ast.CallExpr, ids []string) *Site {
	var fact *winapi.Func
	if name, ok := names.CgoName(c); ok {
		if fact = p.cat.Win32(name); fact == nil {
			return p.throughC(in, c, name)
		}
		return p.site(in, c, fact, 0)
	}
	for _, id := range ids {
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

// others returns the sites of a call whose function variable can hold other functions of the catalogue than that of s: those
// with these ids.
func (p *Package) others(in *code.Func, c *ast.CallExpr, ids []string, s *Site) []*Site {
	if code.StaticCallee(p.Code.Info, c) != nil {
		return nil
	}
	var out []*Site
	for _, id := range ids {
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

// asked holds the classes that the rules and the solver of contexts ask for, with the kinds that they ask for where that is not
// all of them. Only what has one of these is a site: each is followed to the callers of the function around it, and a module may
// open a thousand files. A rule that asks for another class adds it here.
var asked = map[winapi.Class][]string{
	winapi.CreateObject: nil, winapi.OpenObject: nil, winapi.LibraryObject: {"mutex"}, winapi.Namespace: nil, winapi.UI: nil, winapi.ShellOpen: nil,
	winapi.StartProcess: nil, winapi.Activate: nil, winapi.ReadReader: nil, winapi.EndSession: nil, winapi.Draw: nil,
	winapi.CreateService: nil, winapi.Entry: nil, winapi.LocalSystem: nil, winapi.Callback: nil, winapi.Keyed: nil,
	winapi.Equal: nil, winapi.CreatePipe: nil, winapi.DialPipe: nil, winapi.Listen: nil, winapi.Dial: nil,
	winapi.FindWindow: nil, winapi.LockFile: nil, winapi.UseSession: nil, winapi.ConsoleSession: nil, winapi.SetToken: nil,
	winapi.EnumerateSessions: nil, winapi.NotifySession: nil, winapi.Accept: nil, winapi.Invoke: nil, winapi.ClientID: nil,
	winapi.TestAddress: nil, winapi.IdentifyClient: nil, winapi.OpenKey: nil, winapi.ReadKey: nil, winapi.WriteKey: nil,
	winapi.CertStore: nil, winapi.Credential: nil, winapi.ProfilePath: nil, winapi.Account: nil,
	winapi.Env:      {"all", "block", "expand", "expand.user", "get"},
	winapi.Shutdown: nil, winapi.SetTime: nil, winapi.Power: nil, winapi.HostSettings: nil, winapi.ControlService: nil,
	winapi.OpenFile: nil, winapi.CreateFile: nil, winapi.OpenDevice: nil, winapi.IniFile: nil, winapi.SetWorkDir: nil,
	winapi.Install: nil, winapi.Priority: nil, winapi.Affinity: nil, winapi.TimerResolution: nil, winapi.RemoteTest: nil,
	winapi.Sound:       nil,
	winapi.FindProcess: {"list", "next"}, // what is done to one process concerns no other
	winapi.Command:     {"execute"},      // what comes before it runs whichever command was given
}

// passive reports whether nothing happens at a use of the fact that anybody asks for.
func passive(f *winapi.Func) bool {
	for class, kind := range f.Is {
		if kinds, ok := asked[class]; ok && (kinds == nil || slices.Contains(kinds, kind)) {
			return false
		}
	}
	_, keyed := f.Roles["key"]
	return !keyed || !f.Has(winapi.Counter)
}

// fields adds a site for each place that gives a value to a field of class service.create, by which libraries describe a
// service, or to the set of controls that a service accepts, where the value has the role "value"; or of class client.id, where it
// has the role "id", or of kind field of class file.open or single of class object.library, where it has the role "name".
func (p *Package) fields() {
	for _, v := range p.Code.Fields() {
		if v.Pkg() == nil || !p.cat.Package(v.Pkg().Path()) {
			continue
		}
		for _, d := range p.Code.Defs(v) {
			owner := d.Base
			if lit, ok := d.Node.(*ast.CompositeLit); ok {
				owner = lit
			}
			if owner == nil || d.Value == nil || d.Index >= 0 || p.dead(d.Func, d.Value.Pos()) {
				continue
			}
			fact := p.cat.Go(names.FieldName(v, p.Code.Info.TypeOf(owner)))
			if fact == nil {
				continue
			}
			role := winapi.Role("value")
			switch {
			case fact.Has(winapi.ClientID):
				role = "id"
			case fact.Is[winapi.OpenFile] == "field":
				role = "name"
			case fact.Is[winapi.LibraryObject] == "single":
				role = "name"
			case !fact.Has(winapi.CreateService) && fact.Is[winapi.NotifySession] != "accept":
				continue
			}
			s := p.site(d.Func, d.Value, fact, 0)
			s.exprs[role], s.values[role] = d.Value, p.eval.Eval(d.Value)
			for role, text := range fact.Fixed {
				s.values[role] = names.Lit(text)
			}
			p.completeLibraryObject(s)
			p.sites = append(p.sites, s)
		}
	}
}
