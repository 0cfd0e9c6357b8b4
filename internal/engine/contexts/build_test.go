package contexts_test

import (
	"go/token"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// The names of the catalogue that the tests use.
const (
	svcRun      = "golang.org/x/sys/windows/svc.Run"
	debugRun    = "golang.org/x/sys/windows/svc/debug.Run"
	serviceNew  = "example.org/service.New"
	serviceRun  = "(github.com/kardianos/service.Service).Run"
	minwinsvc   = "github.com/kardianos/minwinsvc"
	queryToken  = "WTSQueryUserToken"
	dispatcher  = "StartServiceCtrlDispatcherW"
	ctrlHandler = "RegisterServiceCtrlHandlerExW"
	trayRun     = "fyne.io/systray.Run"
	openURL     = "github.com/pkg/browser.OpenURL"
)

var catalogue = winapi.Default().With(&winapi.Func{
	Name: serviceNew, Is: map[winapi.Class]string{winapi.Entry: "handler"},
	Roles: map[winapi.Role]int{"handler": 0}, Methods: []string{"Start", "Stop"},
})

// A module is a set of packages under construction.
type module struct {
	pkgs  []*summary.Package
	impls map[string][]string
}

// pkg adds a package and makes it the one that later functions belong to. A path that ends in /main is a program.
func (m *module) pkg(path string, imports ...string) *module {
	name := path[strings.LastIndexByte(path, '/')+1:]
	slices.Sort(imports)
	m.pkgs = append(m.pkgs, &summary.Package{Path: path, Name: name, Imports: imports, Funcs: map[string]*summary.Func{}})
	return m
}

// fn adds a function to the last package, by its name there: main, T.Method, *T.Method, init$vars.
func (m *module) fn(name string) *fn {
	p := m.pkgs[len(m.pkgs)-1]
	f := &summary.Func{ID: id(p.Path, name), Blocks: []summary.Block{{Idom: -1}}}
	p.Funcs[f.ID] = f
	return &fn{f, p.Path, 0}
}

func (m *module) solve(change ...func(*contexts.Input)) *contexts.Solved {
	in := contexts.Input{Packages: m.pkgs, Catalogue: catalogue, Implementations: func(id string) []string { return m.impls[id] }}
	for _, c := range change {
		c(&in)
	}
	return contexts.Solve(in)
}

func modular(in *contexts.Input) { in.Modular = true }

// id turns a name in a package into a full name; a name with a slash or a parenthesis is one already.
func id(path, name string) string {
	if strings.ContainsAny(name, "/(") {
		return name
	}
	if recv, method, ok := strings.Cut(name, "."); ok && !strings.HasPrefix(name, "init") {
		if typ, ok := strings.CutPrefix(recv, "*"); ok {
			return "(*" + path + "." + typ + ")." + method
		}
		return "(" + path + "." + recv + ")." + method
	}
	return path + "." + name
}

// A fn builds a function. Each call and site stands on a line of its own, in the order of the building.
type fn struct {
	f    *summary.Func
	path string
	line int
}

func (f *fn) at() summary.Place {
	f.line++
	return summary.Place{Where: token.Position{Filename: f.path + "/file.go", Line: f.line, Column: 1}}
}

// block adds a block below idom; its index is the number of blocks before.
func (f *fn) block(idom int, guards ...summary.Guard) *fn {
	f.f.Blocks = append(f.f.Blocks, summary.Block{Idom: idom, Guards: guards})
	return f
}

func (f *fn) add(c summary.Call, callees []string) *fn {
	for _, name := range callees {
		c.Callees = append(c.Callees, id(f.path, name))
	}
	c.At = f.at()
	f.f.Calls = append(f.f.Calls, c)
	return f
}

func (f *fn) call(block int, callees ...string) *fn {
	return f.add(summary.Call{Block: block}, callees)
}

func (f *fn) spawn(block int, callees ...string) *fn {
	return f.add(summary.Call{Block: block, Go: true}, callees)
}

func (f *fn) deferred(block int, callees ...string) *fn {
	return f.add(summary.Call{Block: block, Defer: true}, callees)
}

func (f *fn) ref(block int, callees ...string) *fn {
	return f.add(summary.Call{Block: block, Reference: true}, callees)
}

func (f *fn) keep(block int, callees ...string) *fn {
	return f.add(summary.Call{Block: block, Reference: true, Kept: true}, callees)
}

func (f *fn) rerun(block int, token bool, args ...string) *fn {
	f.f.Reruns = append(f.f.Reruns, summary.Rerun{Block: block, Token: token, Args: args, At: f.at()})
	return f
}

// named adds the start of another program of the module.
func (f *fn) named(block int, token bool, name string, args ...string) *fn {
	f.f.Reruns = append(f.f.Reruns, summary.Rerun{Name: name, Block: block, Token: token, Args: args, At: f.at()})
	return f
}

// site adds a use of the catalogue; handlers are types, or functions if they do not begin with a capital letter or star.
func (f *fn) site(block int, name string, handlers ...string) *fn {
	s := &summary.Site{Name: name, Block: block, At: f.at()}
	for _, h := range handlers {
		seg := names.Segment{Kind: names.Object}
		bare := strings.TrimPrefix(h, "*")
		switch {
		case strings.Contains(h, "/"):
			seg.Text = h
		case bare[0] >= 'a' && bare[0] <= 'z':
			seg = names.Segment{Kind: names.Function, Text: id(f.path, h)}
		default:
			seg.Text = strings.Repeat("*", len(h)-len(bare)) + f.path + "." + bare
		}
		if s.Values == nil {
			s.Values = map[winapi.Role]names.Values{}
		}
		s.Values["handler"] = append(s.Values["handler"], names.Text{seg})
	}
	f.f.Sites = append(f.f.Sites, s)
	return f
}

func (f *fn) open() *fn {
	f.f.Open = true
	return f
}

func (f *fn) command() *fn {
	f.f.Command = true
	return f
}

func service(is bool) summary.Guard { return summary.Guard{Kind: summary.IsService, Value: is} }

func choice(key string, value bool) summary.Guard {
	return summary.Guard{Kind: summary.Choice, Key: key, Value: value}
}

func arg(text string) summary.Guard {
	return summary.Guard{Kind: summary.Choice, Key: "os.Args[1] == " + text, Value: true, Arg: text}
}
