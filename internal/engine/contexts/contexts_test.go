package contexts_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

const app = "example.com/m/main" // the program of most tests

const (
	unknown contexts.Set = 0
	serv                 = contexts.Service
	sess                 = contexts.Session
	both                 = serv | sess
)

// expect compares the contexts of functions and blocks of the program: "name" or "name:block".
func expect(t *testing.T, s *contexts.Solved, want map[string]contexts.Set) {
	t.Helper()
	for at, set := range want {
		name, block := at, 0
		if i := len(at) - 2; i > 0 && at[i] == ':' {
			name, block = at[:i], int(at[i+1]-'0')
		}
		got := s.Of(id(app, name), block)
		assert.Equal(t, set, got, "%s: %v, not %v; %s", at, got.Names(), set.Names(), s.Why(id(app, name)))
	}
}

func TestSet(t *testing.T) {
	assert.Equal(t, []string{"service", "session"}, both.Names())
	assert.Empty(t, contexts.Open.Names())
	assert.True(t, both.Has(serv))
	assert.False(t, sess.Has(serv|contexts.Open))
	assert.True(t, unknown.Unknown())
	assert.False(t, contexts.Open.Unknown())
}

func TestHandlers(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").
		block(0, choice("a", true)).block(0, choice("a", false)).block(0).block(0).
		site(1, svcRun, "*Pointer").site(2, svcRun, "Value").site(3, debugRun, "Console").site(4, svcRun, "*Both").site(4, debugRun, "*Both")
	m.fn("*Pointer.Execute").call(0, "*Pointer.loop")
	m.fn("*Pointer.loop").call(0, "work")
	m.fn("*Pointer.Other")
	m.fn("Value.Execute").spawn(0, "work")
	m.fn("Console.Execute").call(0, "inConsole")
	m.fn("*Both.Execute")
	m.fn("work")
	m.fn("inConsole")
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"*Pointer.Execute": serv, "*Pointer.loop": serv, "*Pointer.Other": unknown,
		"Value.Execute": serv, "Console.Execute": unknown, "*Both.Execute": serv, "work": serv, "inConsole": unknown,
	})
	assert.True(t, s.Live(id(app, "inConsole")))
	assert.Equal(t, "main.(*Pointer).Execute -> (*Pointer).loop", contexts.Chain(s.Path(id(app, "*Pointer.loop"), 0, serv)))
	assert.Equal(t, "given to svc.Run", s.Proof(id(app, "*Pointer.loop"), 0, serv))
	assert.Equal(t, "main.Value.Execute -> work", contexts.Chain(s.Path(id(app, "work"), 0, serv)), "the shortest chain")
	assert.Empty(t, s.Path(id(app, "inConsole"), 0, serv))
}

func TestHandlerFunctions(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").site(0, dispatcher).site(0, ctrlHandler, "control").block(0)
	table := m.pkgs[0].Funcs[id(app, "main")].Sites[0]
	table.Values = map[winapi.Role]names.Values{"table": names.One(names.Segment{Kind: names.Function, Text: id(app, "serviceMain")})}
	m.fn("serviceMain").call(0, "work")
	m.fn("control")
	m.fn("work")
	expect(t, m.solve(), map[string]contexts.Set{"serviceMain": serv, "control": serv, "work": serv, "main:1": unknown})
}

func TestPromotedAndGenericHandlers(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/base")
	m.fn("main").block(0).site(1, svcRun, "*Outer").site(1, svcRun, app+".Box[int]")
	m.pkgs[0].Embeds = map[string][]string{app + ".Outer": {app + ".Middle"}, app + ".Middle": {"*example.com/m/base.Handler", app + ".Outer"}}
	m.fn("(*" + app + ".Box[T]).Execute")
	m.pkg("example.com/m/base")
	m.fn("*Handler.Execute")
	s := m.solve()
	assert.Equal(t, serv, s.Of("(*example.com/m/base.Handler).Execute", 0))
	assert.Equal(t, serv, s.Of("(*"+app+".Box[T]).Execute", 0))
}

func TestBeforeStart(t *testing.T) {
	m := new(module).pkg(app)
	// if version { ...; return }; switch { case ui: ...; case service: serve() }; after
	m.fn("main").
		block(0, choice("version", true)).
		block(0, choice("version", false)).
		block(2, choice("ui", true)).
		block(2, choice("service", true)).
		block(2).
		call(0, "first").spawn(0, "background").deferred(0, "last").ref(0, "handed").
		call(1, "printVersion").
		call(2, "parse").call(2, "argument").
		call(3, "window").
		call(4, "prepare").call(4, "serve").call(4, "cleanUp").
		call(5, "after")
	m.fn("serve").block(0).block(0).call(0, "register").call(1, "failed").call(2, "handler").site(2, svcRun, "*T").call(2, "stopped")
	m.fn("*T.Execute")
	for _, name := range []string{"first", "background", "last", "handed", "printVersion", "parse", "argument", "window",
		"prepare", "cleanUp", "after", "register", "failed", "handler", "stopped"} {
		m.fn(name)
	}
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"main:0": serv, "main:1": unknown, "main:2": serv, "main:3": unknown, "main:4": serv, "main:5": unknown,
		"first": serv, "background": serv, "last": serv, "handed": serv, "parse": serv, "argument": serv,
		"printVersion": unknown, "window": unknown, "prepare": serv, "cleanUp": unknown, "after": unknown,
		"serve:0": serv, "serve:1": unknown, "serve:2": serv,
		"register": serv, "failed": unknown, "handler": serv, "stopped": unknown,
	})
	assert.Equal(t, "main.main -> serve -> register", contexts.Chain(s.Path(id(app, "register"), 0, serv)))
	assert.Equal(t, "runs before svc.Run", s.Proof(id(app, "register"), 0, serv))
	assert.Contains(t, s.Why(id(app, "main")), "service: main.main (runs before svc.Run)")
}

// The start's arguments are evaluated before it, wherever they stand.
func TestArgumentsOfStart(t *testing.T) {
	m := new(module).pkg(app)
	f := m.fn("main").call(0, "newHandler").site(0, openURL).site(0, svcRun, "*T")
	m.pkgs[0].Funcs[id(app, "main")].Calls = append(m.pkgs[0].Funcs[id(app, "main")].Calls,
		summary.Call{Callees: []string{svcRun}, At: f.f.Sites[1].At})
	f.f.Calls[0].At.Where.Line = 9 // behind the word svc.Run
	m.fn("newHandler")
	expect(t, m.solve(), map[string]contexts.Set{"newHandler": serv, "main": serv})
}

// A block that goes on behind the start is service code only up to there.
func TestSitesAroundStart(t *testing.T) {
	m := new(module).pkg(app)
	sites := m.fn("main").site(0, openURL).site(0, svcRun, "*T").site(0, openURL).f.Sites
	s := m.solve()
	main := id(app, "main")
	assert.Equal(t, serv, s.At(main, sites[0]))
	assert.Equal(t, unknown, s.At(main, sites[2]))
	assert.Equal(t, unknown, s.Of(main, 0))
}

// Only the program's own way to the start counts: goroutines, deferred calls and function values are elsewhere.
func TestStartElsewhere(t *testing.T) {
	for _, way := range []func(*fn, int, ...string) *fn{(*fn).spawn, (*fn).deferred, (*fn).ref} {
		m := new(module).pkg(app)
		way(m.fn("main").call(0, "before"), 0, "serve")
		m.fn("before")
		m.fn("serve").call(0, "inside").site(0, svcRun, "*T")
		m.fn("inside")
		m.fn("*T.Execute")
		expect(t, m.solve(), map[string]contexts.Set{"before": unknown, "inside": unknown, "*T.Execute": serv})
	}
	m := new(module).pkg("example.com/m/lib")
	m.fn("Serve").open().call(0, "inside").site(0, svcRun)
	m.fn("inside")
	assert.Equal(t, unknown, m.solve().Of("example.com/m/lib.inside", 0), "no program, no start")
}

// service.New only names the handler: what comes between it and Run may be the command line's.
func TestHandlerNamedBeforeStart(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").
		block(0, choice("args", true)).block(0, choice("args", false)).
		call(0, "open").
		site(0, serviceNew, "*Program").
		call(0, "configure").
		call(1, "install").
		site(2, serviceRun)
	m.fn("*Program.Start").spawn(0, "*Program.run")
	m.fn("*Program.Stop")
	m.fn("*Program.run")
	m.fn("open")
	m.fn("configure")
	m.fn("install")
	expect(t, m.solve(), map[string]contexts.Set{
		"*Program.Start": serv, "*Program.Stop": serv, "*Program.run": serv,
		"open": serv, "configure": serv, "install": unknown, "main:1": unknown,
	})
}

// A handler that nothing runs says only how the service is to be installed. Who imports a library may run it.
func TestHandlerThatNothingRuns(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").site(0, serviceNew, "*Program")
	m.fn("*Program.Start").call(0, "work")
	m.fn("work")
	modular := func(in *contexts.Input) { in.Modular = true }
	expect(t, m.solve(), map[string]contexts.Set{"*Program.Start": unknown, "work": unknown})
	expect(t, m.solve(modular), map[string]contexts.Set{"*Program.Start": unknown, "work": unknown})

	lib := new(module).pkg("example.com/m/lib")
	lib.fn("Service").open().site(0, serviceNew, "*Program")
	lib.fn("*Program.Start")
	assert.Equal(t, serv, lib.solve(modular).Of(id("example.com/m/lib", "*Program.Start"), 0)&serv)
	assert.Equal(t, unknown, lib.solve().Of(id("example.com/m/lib", "*Program.Start"), 0))
}

func TestInitialisers(t *testing.T) {
	const other = "example.com/m/other/main"
	m := new(module).pkg(app, "example.com/m/shared", "example.com/m/mine")
	m.fn("main").block(0).site(1, svcRun, "*T")
	m.fn("init#0").call(0, "set")
	m.fn("init$vars").call(0, "load").ref(0, "install").block(0, service(false)).call(1, "window")
	m.fn("init$vars$1")
	m.fn("set")
	m.fn("load")
	m.fn("install")
	m.fn("window")
	m.pkg("example.com/m/mine", "example.com/m/deep")
	m.fn("init#0")
	m.pkg("example.com/m/deep")
	m.fn("init#0")
	m.pkg("example.com/m/shared")
	m.fn("init#0")
	m.pkg("example.com/m/notmine")
	m.fn("init#0")
	m.pkg(other, "example.com/m/shared", "example.com/m/notmine")
	m.fn("main")
	m.fn("init#0")
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"init#0": serv, "init$vars": serv, "set": serv, "load": serv, "install": unknown, "window": unknown,
		"example.com/m/mine.init#0": serv, "example.com/m/deep.init#0": serv, "example.com/m/shared.init#0": serv,
		"example.com/m/notmine.init#0": unknown, other + ".init#0": unknown,
	})
	assert.Equal(t, "main.init -> set", contexts.Chain(s.Path(id(app, "set"), 0, serv)))
	assert.Equal(t, "initialises the program "+app+", which is a service", s.Proof(id(app, "set"), 0, serv))
}

// Without imports the packages of a program are those that its calls reach.
func TestInitialisersByCalls(t *testing.T) {
	m := new(module).pkg(app)
	m.pkgs[0].Imports = nil
	m.fn("main").call(0, "example.com/m/near.Run")
	m.pkg("example.com/m/near")
	m.fn("Run").site(0, svcRun)
	m.fn("init#0")
	m.pkg("example.com/m/far")
	m.fn("init#0")
	expect(t, m.solve(), map[string]contexts.Set{"example.com/m/near.init#0": serv, "example.com/m/far.init#0": unknown})
}

// A variable's initialiser may start the service.
func TestStartInInitialiser(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("init$vars").call(0, "before").call(0, "start").call(0, "behind")
	m.fn("start").site(0, svcRun, "*T")
	m.fn("before").call(0, "inside")
	m.fn("inside")
	m.fn("behind")
	m.fn("main")
	expect(t, m.solve(), map[string]contexts.Set{"before": serv, "inside": serv, "main": unknown})
}

func TestImport(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/host")
	m.fn("main").block(0, choice("docs", true)).block(0, choice("docs", false)).
		call(0, "parse").call(1, "manual").call(2, "work").ref(2, "handler")
	m.fn("parse")
	m.fn("manual")
	m.fn("work")
	m.fn("handler")
	m.pkg("example.com/m/host")
	m.fn("init$vars").site(0, minwinsvc)
	m.pkg("example.com/m/user/main")
	m.fn("main")
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"main:0": serv, "main:1": unknown, "main:2": serv, "parse": serv, "manual": unknown, "work": serv, "handler": serv,
		"example.com/m/host.init$vars": serv, "example.com/m/user/main.main": unknown,
	})
	assert.Equal(t, "imports minwinsvc", s.Proof(id(app, "work"), 0, serv))
}

func TestGuards(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").block(0, service(true)).block(0, service(false)).block(2).
		call(0, "any").call(1, "serve").call(2, "browse").call(3, "window")
	m.fn("any")
	m.fn("serve").block(0, service(false)).call(0, "both").call(1, "never")
	m.fn("browse").call(0, "both")
	m.fn("window")
	m.fn("both").block(0, service(true)).block(0, service(false)).call(2, "user")
	m.fn("user")
	m.fn("never")
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"main:0": unknown, "main:1": serv, "main:2": unknown, "main:3": unknown, "any": unknown,
		"serve": serv, "serve:1": unknown, "browse": unknown, "both": serv, "both:1": serv, "both:2": unknown,
		"user": unknown, "never": unknown, "window": unknown,
	})
	assert.Equal(t, "main.main -> serve -> both", contexts.Chain(s.Path(id(app, "both"), 0, serv)))
	assert.Equal(t, "behind a test for being a service", s.Proof(id(app, "both"), 0, serv))
}

func TestCommands(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").ref(0, "serve", "login").call(0, "execute")
	m.fn("execute")
	m.fn("serve").command().call(0, "banner").site(0, svcRun, "*T")
	m.fn("login").command().call(0, "shared").call(0, "ask")
	m.fn("*T.Execute").ref(0, "login").ref(0, "callback").call(0, "shared")
	m.fn("banner")
	m.fn("shared")
	m.fn("ask")
	m.fn("callback")
	expect(t, m.solve(), map[string]contexts.Set{
		"main": unknown, "execute": unknown, "serve": serv, "banner": serv, "login": unknown, "ask": unknown, "shared": serv, "callback": serv,
	})
}

// A table of functions is a dispatcher too: what is in it runs where it is called.
func TestTable(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").block(0).ref(0, "install", "serve").call(1, "install", "serve")
	m.fn("serve").site(0, svcRun, "*T")
	m.fn("install")
	m.fn("*T.Execute").call(0, "start", "stop")
	m.fn("start")
	m.fn("stop")
	expect(t, m.solve(), map[string]contexts.Set{"main": serv, "install": unknown, "start": serv, "stop": serv})
}

func TestInterfaces(t *testing.T) {
	m := new(module).pkg(app)
	m.impls = map[string][]string{
		"(example.com/m/main.one).Do":   {"(*example.com/m/main.T1).Do"},
		"(example.com/m/main.two).Do":   {"(*example.com/m/main.T2).Do", "(*example.com/m/main.T3).Do"},
		"(example.com/m/main.three).Do": {"(*example.com/m/main.T3).Do", "(*example.com/n.Other).Do"},
	}
	m.fn("*T.Execute").call(0, "one.Do").call(0, "two.Do").call(0, "nobody.Do")
	m.fn("main").block(0).site(1, svcRun, "*T")
	m.fn("*T1.Do")
	m.fn("*T2.Do")
	m.fn("*T3.Do").site(0, trayRun)
	expect(t, m.solve(), map[string]contexts.Set{"*T1.Do": serv, "*T2.Do": serv, "*T3.Do": serv})

	m.pkg("example.com/m/ui/main")
	m.fn("main").call(0, "(example.com/m/main.three).Do") // perhaps
	expect(t, m.solve(), map[string]contexts.Set{"example.com/m/ui/main.main": unknown})
}

func TestLocalSystem(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").call(0, "runIn").call(0, "usage")
	m.fn("runIn").site(0, queryToken).call(0, "fail").call(0, "usage").call(0, "ping")
	m.fn("fail").call(0, "deeper")
	m.fn("deeper").call(0, "usage")
	m.fn("ping").call(0, "pong")
	m.fn("pong").call(0, "ping")
	m.fn("usage").call(0, "below")
	m.fn("below")
	m.fn("dead").call(0, "fail") // does not count
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"main": unknown, "runIn": serv, "fail": serv, "deeper": serv, "ping": serv, "pong": serv, "usage": unknown, "below": unknown,
	})
	assert.Equal(t, "main.runIn -> fail", contexts.Chain(s.Path(id(app, "fail"), 0, serv)))
	assert.Equal(t, "calls WTSQueryUserToken, which needs LocalSystem", s.Proof(id(app, "fail"), 0, serv))

	// The site of a wrapper, seen from its caller, proves nothing there.
	m = new(module).pkg(app)
	f := m.fn("main").site(0, queryToken)
	f.f.Sites[0].Steps = []summary.Step{{Message: "calls WTSQueryUserToken"}}
	expect(t, m.solve(), map[string]contexts.Set{"main": unknown})
}

func TestSessionProgram(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/icon")
	m.fn("main").call(0, "lock").call(0, "example.com/m/icon.Show").ref(0, "quit").block(0, service(true)).call(1, "served")
	m.fn("init#0")
	m.fn("lock")
	m.fn("quit")
	m.fn("served")
	m.pkg("example.com/m/icon")
	m.fn("Show").open().call(0, "run")
	m.fn("run").spawn(0, "run$1")
	m.fn("run$1").site(0, trayRun).call(0, "Menu")
	m.fn("Menu").open()
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"main": sess, "main:1": serv, "init#0": sess, "lock": sess, "quit": sess, "served": serv,
		"example.com/m/icon.Show": sess, "example.com/m/icon.run": sess, "example.com/m/icon.run$1": sess, "example.com/m/icon.Menu": sess,
	})
	assert.Equal(t, "main.main -> icon.Show -> run -> run.func1", contexts.Chain(s.Path("example.com/m/icon.run$1", 0, sess)))
	assert.Equal(t, "reaches systray.Run", s.Proof(id(app, "lock"), 0, sess))
}

// What only code that is not known calls belongs to a user's program, unless other modules may import its package.
func TestSessionMethods(t *testing.T) {
	for path, want := range map[string]contexts.Set{
		"parcel/ui": sess, "example.com/m/ui": unknown, "example.com/m/internal/ui": sess,
	} {
		m := new(module).pkg(app, path)
		m.fn("main").site(0, trayRun)
		m.pkg(path)
		m.fn("*Page.Save").open()
		expect(t, m.solve(), map[string]contexts.Set{"(*" + path + ".Page).Save": want})
	}
	for asked, want := range map[bool]contexts.Set{false: sess, true: unknown} {
		m := new(module).pkg(app, "parcel/ui")
		m.fn("main").block(0, choice("check", true)).call(1, "check").block(0, choice("check", asked)).site(2, trayRun)
		m.fn("check")
		m.pkg("parcel/ui")
		m.fn("*Page.Save").open()
		expect(t, m.solve(), map[string]contexts.Set{"(*parcel/ui.Page).Save": want})
	}
}

// Evidence in one branch is evidence for that branch: the traps of programs that are service and user interface in one.
func TestSessionBranch(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").
		block(0, choice("/ui", true)).
		block(0, choice("/ui", false), choice("/service", true)).
		block(1).
		call(0, "check").call(1, "window").call(3, "closed").call(2, "serve")
	m.fn("window").call(0, "tray")
	m.fn("tray").site(0, trayRun)
	m.fn("closed")
	m.fn("check")
	m.fn("serve").site(0, svcRun, "*T")
	m.fn("*T.Execute").call(0, "shared")
	m.fn("shared")
	expect(t, m.solve(), map[string]contexts.Set{
		"main": serv, "main:1": sess, "main:2": serv, "main:3": sess, "check": serv, "window": sess, "tray": sess, "closed": sess,
		"serve": serv, "*T.Execute": serv, "shared": serv,
	})
}

// The default way of a program is not that of its subcommands, but all the rest.
func TestSessionByDefault(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").
		block(0, choice("install", true)).
		block(0, choice("install", false)).
		call(0, "lock").call(1, "install").call(2, "tray")
	m.fn("tray").site(0, trayRun)
	m.fn("install")
	m.fn("lock")
	expect(t, m.solve(), map[string]contexts.Set{"lock": sess, "install": unknown, "tray": sess, "main:1": unknown})
}

// A program that becomes a service is no session program because it can show a tray as well.
func TestSessionBesideStart(t *testing.T) {
	m := new(module).pkg(app)
	// if cfg.Tray { window(); more() }; serve()
	m.fn("main").block(0).block(1).block(0).
		call(0, "first").call(1, "window").call(2, "more").call(3, "serve")
	m.fn("window").site(0, trayRun)
	m.fn("first")
	m.fn("more")
	m.fn("serve").site(0, svcRun, "*T")
	m.fn("*T.Execute")
	expect(t, m.solve(), map[string]contexts.Set{
		"main": serv, "first": serv, "main:1": sess, "main:2": sess, "main:3": serv, "window": sess, "more": sess, "serve": serv,
	})

	m = new(module).pkg(app)
	m.fn("main").spawn(0, "window").call(0, "serve") // a service that shows a tray
	m.fn("window").site(0, trayRun)
	m.fn("serve").site(0, svcRun, "*T")
	expect(t, m.solve(), map[string]contexts.Set{"main": serv, "window": serv})

	m = new(module).pkg(app)
	m.fn("main").block(0).spawn(0, "serve").site(1, trayRun)
	m.fn("serve").site(0, svcRun, "*T")
	expect(t, m.solve(), map[string]contexts.Set{"main": unknown, "main:1": sess, "serve": unknown})

	m = new(module).pkg(app)
	m.fn("main").block(0, service(true)).block(0).call(1, "serve").site(2, trayRun).call(0, "first")
	m.fn("serve").site(0, svcRun, "*T")
	m.fn("first")
	expect(t, m.solve(), map[string]contexts.Set{"main:0": both, "main:1": serv, "main:2": sess, "first": both})
}

// A goroutine may run the service, behind a test for being one. What comes behind runs in the service, too.
func TestBehindSpawnedStart(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").block(0, choice("help", true)).block(0).
		call(0, "first").call(0, "prepare").call(0, "next").call(1, "manual").call(2, "work")
	m.fn("prepare").block(0, service(true)).block(0, service(false)).
		spawn(1, "serve").call(1, "beside").call(2, "console")
	m.fn("serve").site(0, svcRun, "*T")
	m.fn("*T.Execute")
	for _, name := range []string{"first", "next", "manual", "work", "beside", "console"} {
		m.fn(name)
	}
	expect(t, m.solve(), map[string]contexts.Set{
		"first": serv, "next": serv, "manual": unknown, "work": serv, "beside": serv, "console": unknown,
		"main:1": unknown, "main:2": serv, "prepare:2": unknown,
	})
}

// A tray that only the service shows is what the rules look for, not a sign of a session.
func TestServiceShowsTray(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").block(0).site(1, svcRun, "*T")
	m.fn("*T.Execute").call(0, "notify")
	m.fn("notify").block(0, choice("tray", true)).site(1, trayRun)
	expect(t, m.solve(), map[string]contexts.Set{"notify": serv, "notify:1": serv, "main": serv})
}

func TestSessionCommand(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").ref(0, "gui", "other")
	m.fn("gui").command().call(0, "window").ref(0, "other")
	m.fn("other").command()
	m.fn("window").site(0, trayRun)
	expect(t, m.solve(), map[string]contexts.Set{"main": unknown, "gui": sess, "window": sess, "other": unknown})
}

// The service's entry methods are not entered from a session: a program may run its handler on a console.
func TestSessionAndHandler(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").block(0, choice("serve", true)).call(0, "*T.Execute").site(1, svcRun, "*T").block(0).site(2, trayRun)
	m.fn("*T.Execute")
	expect(t, m.solve(), map[string]contexts.Set{"*T.Execute": serv, "main:2": sess})
}

// What is kept in a table lives, but runs where it is picked.
func TestKept(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").block(0).keep(0, "install").call(0, "table").site(1, svcRun, "*T")
	m.fn("table").keep(0, "window")
	m.fn("*T.Execute").keep(0, "install")
	m.fn("install")
	m.fn("window").site(0, trayRun)
	s := m.solve()
	expect(t, s, map[string]contexts.Set{"install": unknown, "window": unknown, "table": serv})
	assert.True(t, s.Live(id(app, "install")))
}

// A program that starts itself again runs its own branches: for the service, or with a token for the user.
func TestRerun(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/spawn")
	m.fn("main").
		block(0, arg("worker")).block(0, arg("tray")).block(0, arg("other")).block(0, arg("deep")).block(0).
		call(1, "work").call(2, "window").site(5, svcRun, "*T")
	m.fn("*T.Execute").call(0, "example.com/m/spawn.Start")
	m.fn("work").rerun(0, false, "deep")
	m.fn("window").rerun(0, false, "other")
	m.pkg("example.com/m/spawn")
	m.fn("Start").open().block(0, service(false)).
		rerun(0, false, "-v", "worker").rerun(0, true, "tray").rerun(1, false, "other")
	s := m.solve()
	expect(t, s, map[string]contexts.Set{
		"main:1": serv, "main:2": sess, "main:3": unknown, "main:4": serv, "work": serv, "window": sess,
	})
	assert.Equal(t, "a process that the service starts", s.Proof(id(app, "work"), 0, serv))
}

// A program that a service starts by its name is service code, with a token it is the user's. What another argument chooses is
// neither, and a program that shares the code of the start is only meant where it has the name.
func TestRerunOther(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/spawn")
	m.fn("main").site(0, svcRun, "*T")
	m.fn("*T.Execute").call(0, "example.com/m/spawn.Start")
	m.pkg("example.com/m/spawn")
	m.fn("Start").open().named(0, false, "worker").named(0, true, "tray").named(0, false, "gone").named(0, false, "shared")
	for _, name := range []string{"worker", "tray", "other", "shared"} {
		m.pkg("example.com/m/cmd/" + name)
		p := m.pkgs[len(m.pkgs)-1]
		p.Name = "main"
		if name == "shared" {
			p.Imports = []string{"example.com/m/spawn"}
		} else {
			p.Imports = []string{"fmt"}
		}
		m.fn("main").block(0, arg("help")).block(0).call(1, "help").call(2, "work")
		m.fn("help")
		m.fn("work")
	}
	s := m.solve()
	at := func(name, f string) contexts.Set { return s.Of(id("example.com/m/cmd/"+name, f), 0) }
	assert.Equal(t, serv, at("worker", "work"))
	assert.Equal(t, sess, at("tray", "work"))
	assert.Equal(t, unknown, at("worker", "help"))
	assert.Equal(t, unknown, at("other", "work"))
	assert.Equal(t, unknown, at("shared", "work"))
}

// A command that starts the service makes the program one, though nothing calls the command.
func TestCommandStarts(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/cmd")
	m.fn("main")
	m.fn("init#0")
	m.pkg("example.com/m/cmd")
	m.fn("serve").command().site(0, svcRun)
	expect(t, m.solve(), map[string]contexts.Set{"init#0": serv, "main": unknown})
}

func TestWeakEvidence(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").site(0, openURL)
	expect(t, m.solve(), map[string]contexts.Set{"main": unknown})
}

func TestSettings(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").call(0, "tray")
	m.fn("tray").site(0, trayRun)
	m.fn("init#0")
	m.fn("callback").call(0, "below")
	m.fn("below")
	s := m.solve(func(in *contexts.Input) {
		in.Programs = map[string]contexts.Set{app: serv}
		in.Entries = map[string]contexts.Set{id(app, "callback"): sess, "example.com/gone.F": serv}
	})
	expect(t, s, map[string]contexts.Set{"main": serv, "tray": serv, "init#0": serv, "callback": sess, "below": sess})
	assert.Equal(t, "a program named in the settings", s.Proof(id(app, "tray"), 0, serv))
}

func TestLive(t *testing.T) {
	m := new(module).pkg(app)
	m.fn("main").ref(0, "handed")
	m.fn("handed").call(0, "handed")
	m.fn("dead").call(0, "below")
	m.fn("Exported")
	m.fn("below")
	m.fn("*T.Method")
	m.fn("*T.method")
	m.fn("TestIt")
	m.pkg("example.com/m/lib")
	m.fn("Exported").open()
	m.fn("hidden")
	m.pkg("example.com/m/internal/lib")
	m.fn("Exported").open()
	s := m.solve()
	for name, want := range map[string]bool{
		"main": true, "handed": true, "dead": false, "below": false, "Exported": false, "*T.Method": true, "*T.method": false, "TestIt": true,
		"example.com/m/lib.Exported": true, "example.com/m/lib.hidden": false, "example.com/m/internal/lib.Exported": false,
		"example.com/m/gone.F": false,
	} {
		assert.Equal(t, want, s.Live(id(app, name)), name)
	}
	assert.Equal(t, "nobody calls it", s.Why(id(app, "dead")))
	assert.Equal(t, "unknown", s.Why(id(app, "handed")))

	s = m.solve(func(in *contexts.Input) { in.Packages, in.Modular = m.pkgs[2:], true })
	assert.True(t, s.Live("example.com/m/internal/lib.Exported"))
}

func TestModular(t *testing.T) {
	const lib = "example.com/m/lib"
	m := new(module).pkg(lib)
	m.fn("Exported").open().block(0, service(false)).block(0, service(true)).
		call(0, "helper").call(1, "user").call(2, "served").call(0, "example.com/m/dep.Do")
	m.fn("helper")
	m.fn("user")
	m.fn("served")
	m.fn("unused")
	m.fn("Serve").open().site(0, svcRun, "*T")
	m.fn("*T.Execute").open()
	m.pkg("example.com/m/dep")
	m.fn("Do").open()
	s := m.solve(modular)
	open := contexts.Open
	at := func(name string) string { return id(lib, name) }
	expect(t, s, map[string]contexts.Set{
		at("Exported"): open, at("Exported:1"): open, at("Exported:2"): serv,
		at("helper"): open, at("user"): open, at("served"): serv, at("unused"): unknown,
		at("*T.Execute"): serv | open, "example.com/m/dep.Do": unknown,
	})
	assert.Equal(t, both, s.Pending(at("helper"), 0))
	assert.Equal(t, sess, s.Pending(at("user"), 0), "an importer that is a service does not get there")
	assert.Equal(t, unknown, s.Pending(at("served"), 0))
	assert.Equal(t, "lib.Exported -> helper", contexts.Chain(s.Path(at("helper"), 0, open)))
	assert.False(t, s.Live(at("unused")))
	assert.False(t, s.Live("example.com/m/dep.Do"))
	assert.Equal(t, unknown, m.solve().Of(at("helper"), 0), "there are no open contexts in a module as a whole")
}

// The facts of imported packages tell what their functions start and show.
func TestModularMain(t *testing.T) {
	m := new(module).pkg(app, "example.com/m/host", "example.com/m/ui")
	m.fn("main").block(0, choice("ui", true)).block(0, choice("ui", false)).
		call(0, "first").call(1, "example.com/m/ui.Show").call(2, "example.com/m/host.Run")
	m.fn("init#0")
	m.fn("first")
	m.pkg("example.com/m/host")
	m.fn("Run").open().site(0, svcRun)
	m.pkg("example.com/m/ui")
	m.fn("Show").open().site(0, trayRun)
	expect(t, m.solve(modular), map[string]contexts.Set{"main:0": serv, "main:1": sess, "main:2": serv, "first": serv, "init#0": serv})
}

// Summaries come from other programs, too; whatever they hold, the solver ends.
func TestBrokenSummaries(t *testing.T) {
	m := new(module).pkg(app).pkg(app)
	f := m.fn("main").block(2, service(true)).block(1).site(1, svcRun, "*T").site(9, trayRun).call(-1, "main").call(7, "main")
	f.f.Calls = append(f.f.Calls, summary.Call{})
	m.fn("*T.Execute").call(0, "*T.Execute").f.Blocks = nil
	m.pkgs[0].Imports = []string{app, "example.com/gone"}
	assert.NotPanics(t, func() {
		s := m.solve()
		s.Of(id(app, "main"), 55)
		s.Of(id(app, "main"), -5)
		s.Path(id(app, "main"), 1, both)
		s.Why(id(app, "main"))
	})
	assert.NotPanics(t, func() { contexts.Solve(contexts.Input{}) })
	assert.NotPanics(t, func() { contexts.Solve(contexts.Input{Modular: true}) })
}

// Deep and cyclic graphs are no different from others.
func TestDeep(t *testing.T) {
	const depth = 50_000
	m := new(module).pkg(app)
	m.fn("main").block(0).site(1, svcRun, "*T")
	m.fn("*T.Execute").call(0, "f0")
	for i := range depth {
		m.fn(fmt.Sprint("f", i)).call(0, fmt.Sprint("f", i+1)).call(0, fmt.Sprint("f", i/2))
	}
	s := m.solve()
	last := id(app, fmt.Sprint("f", depth-1))
	assert.Equal(t, serv, s.Of(last, 0))
	require.Len(t, s.Path(last, 0, serv), depth+1)
}

func TestDeterministic(t *testing.T) {
	m := large(300, 2_000)
	want := describe(m.solve(), m)
	for range 3 {
		assert.Equal(t, want, describe(m.solve(), m))
	}
}

func describe(s *contexts.Solved, m *module) map[string]string {
	got := map[string]string{}
	for _, p := range m.pkgs {
		for id := range p.Funcs {
			got[id] = s.Why(id)
		}
	}
	return got
}

// large makes a module of functions that call each other at random: two programs, of which one is a service.
func large(fns, calls int) *module {
	m := new(module).pkg(app, "example.com/m/p0")
	m.fn("main").block(0).site(1, svcRun, "*T").call(0, "example.com/m/p0.f1")
	m.fn("*T.Execute").call(0, "example.com/m/p0.f0")
	m.pkg("example.com/m/ui/main", "example.com/m/p0")
	m.fn("main").site(0, trayRun).call(0, "example.com/m/p0.f7")
	name := func(i int) string { return fmt.Sprintf("example.com/m/p%d.f%d", i%100, i) }
	next := uint32(1)
	random := func(n int) int {
		next = next*1664525 + 1013904223
		return int(next>>8) % n
	}
	byPkg := make([][]int, 100)
	for i := range fns {
		byPkg[i%100] = append(byPkg[i%100], i)
	}
	for p, of := range byPkg {
		m.pkg(fmt.Sprintf("example.com/m/p%d", p), fmt.Sprintf("example.com/m/p%d", (p+1)%100))
		for _, i := range of {
			f := m.fn(name(i)).block(0).block(1, choice("x", true)).block(1, service(i%3 == 0))
			for range calls / fns {
				switch k := random(20); k {
				case 0:
					f.ref(random(3), name(random(fns)))
				case 1:
					f.call(random(4), name(random(fns)), name(random(fns)))
				default:
					f.call(random(3), name(random(fns)))
				}
			}
			if i%500 == 0 {
				f.site(1, trayRun)
			}
			if i%1000 == 3 {
				f.site(0, queryToken)
			}
		}
	}
	return m
}

func BenchmarkSolve(b *testing.B) {
	for _, size := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			m := large(size, 5*size)
			for b.Loop() {
				m.solve()
			}
		})
	}
}
