package contexts

import (
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// The kinds of entries in the catalogue.
const (
	entryService  = "service"  // runs the handler in the service, from there on
	entryHandler  = "handler"  // names the handler; another call runs it
	entryRun      = "run"      // runs a handler named before
	entryHost     = "host"     // runs a handler of its own
	entryConsole  = "console"  // runs the handler, but not in a service
	entryCallback = "callback" // Windows calls the function in the service; a table of functions also starts it
	entryImport   = "import"   // the import alone makes the program a service
)

// isEvidence tells the kinds of user interface that only a session program has: its life is a message loop, or an icon
// that waits for its user. A window may be hidden, and a message box may be a mistake.
func isEvidence(kind string) bool {
	return kind == "loop" || kind == "loop.message" || kind == "tray"
}

// isWeakEvidence tells the kinds that mark the branch that they stand in, if markWeakEvidence is set.
func isWeakEvidence(kind string) bool {
	switch kind {
	case "browser", "messagebox", "taskdialog", "dialog", "toast", "consent", "prompt":
		return true
	}
	return false
}

// markWeakEvidence is off: a service that shows a message box is what the rules are to find.
const markWeakEvidence = false

// A fact is what the catalogue says about a callable, as far as contexts go.
type fact struct {
	label   string // for messages: svc.Run
	entry   string
	methods []string // that an entry runs
	starts  bool     // the process is a service until it returns
	ui      string
	system  bool // only a service may call it successfully
	runs    bool // a command-line library runs the command that was given
}

// A use is a site with what the catalogue says about it.
type use struct {
	site *summary.Site
	fact *fact
}

// readSites sorts n's sites by what they prove and returns the functions that they have run.
func (s *Solved) readSites(n node) []node {
	var run []node
	for _, site := range s.g.fns[n].Sites {
		fact := s.fact(site.Name)
		if fact == nil {
			continue
		}
		u := &use{site, fact}
		switch fact.entry {
		case entryService, entryHandler, entryCallback:
			for _, h := range s.handlers(u) {
				if s.entries[h] == nil && (fact.entry != entryHandler || s.handled()) {
					s.entries[h] = &proof{"given to " + fact.label, site.At}
				}
				run = append(run, h)
			}
		case entryConsole:
			for _, h := range s.handlers(u) {
				s.consoles[h] = true
				run = append(run, h)
			}
		case entryImport:
			s.imports[n] = u
		}
		if fact.starts {
			s.starts[n] = append(s.starts[n], u)
		}
		if fact.runs {
			s.dispatches[n] = append(s.dispatches[n], u)
		}
		if fact.system && len(site.Steps) == 0 { // it proves nothing about the callers
			s.system[n] = u
		}
		if isEvidence(fact.ui) || isWeakEvidence(fact.ui) {
			s.shows[n] = append(s.shows[n], u)
		}
	}
	return run
}

// runsHandlers reports whether something runs the handlers that libraries are told of. Programs tell of one to install the
// service, too, and may never run it.
func (s *Solved) runsHandlers() bool {
	for n := range s.g.nodes() {
		for _, site := range s.g.fns[n].Sites {
			if f := s.fact(site.Name); f != nil && f.entry == entryRun {
				return true
			}
		}
	}
	return s.in.Modular && s.in.Packages[0].Name != "main" // an importer may
}

// fact returns what is known of a name, or nil.
func (s *Solved) fact(name string) *fact {
	if name == "" || s.in.Catalogue == nil {
		return nil
	}
	f, ok := s.facts[name]
	if !ok {
		f = newFact(s.in.Catalogue, name)
		s.facts[name] = f
	}
	return f
}

func newFact(cat Catalogue, name string) *fact {
	src := cat.Go(name)
	if src == nil {
		src = cat.Win32(name)
	}
	if src == nil {
		return nil
	}
	_, system := src.Is[winapi.LocalSystem]
	_, table := src.Roles["table"]
	f := &fact{label: label(src.Name), entry: src.Is[winapi.Entry], methods: src.Methods, ui: src.Is[winapi.UI], system: system,
		runs: src.Is[winapi.Command] == "execute"}
	switch f.entry {
	case entryService, entryRun, entryHost:
		f.starts = true
	case entryCallback:
		f.starts = table
	}
	return f
}

// label shortens a full name to what one writes: (*systray.Icon).Run, svc.Run.
func label(name string) string {
	bare := strings.TrimLeft(name, "(*")
	return name[:len(name)-len(bare)] + bare[strings.LastIndexByte(bare, '/')+1:]
}

// handlerRoles are the roles whose values say what an entry runs. The solver looks at no other values.
var handlerRoles = []winapi.Role{"handler", "table"}

// handlers returns what an entry runs.
func (s *Solved) handlers(u *use) []node {
	var texts names.Values
	for _, role := range handlerRoles {
		texts = append(texts, u.site.Values[role]...)
	}
	var found []node
	for _, text := range texts {
		if len(text) != 1 {
			continue
		}
		switch seg := text[0]; seg.Kind {
		case names.Function:
			if n, ok := s.g.index[seg.Text]; ok {
				found = append(found, n)
			}
		case names.Object:
			for _, method := range u.fact.methods {
				if n, ok := s.g.method(seg.Text, method); ok {
					found = append(found, n)
				}
			}
		}
	}
	return found
}

// method finds the method of a type, written as in names.Object, its own or one of a type that it embeds.
func (g *graph) method(typ, name string) (node, bool) {
	todo := []string{bareType(typ)}
	for i := 0; i < len(todo) && i < maxEmbedded; i++ {
		for _, id := range []string{"(*" + todo[i] + ")." + name, "(" + todo[i] + ")." + name} {
			if n, ok := g.index[id]; ok {
				return n, true
			}
		}
		if n, ok := g.generics()[todo[i]+"."+name]; ok {
			return n, true
		}
		if pkg, ok := g.byPkg[todo[i][:max(strings.LastIndexByte(todo[i], '.'), 0)]]; ok {
			for _, e := range g.pkgs[pkg].Embeds[todo[i]] {
				todo = append(todo, bareType(e))
			}
		}
	}
	return 0, false
}

// maxEmbedded bounds the search for a promoted method.
const maxEmbedded = 32

// bareType returns the name of the type without star and type arguments.
func bareType(typ string) string {
	typ = strings.TrimPrefix(typ, "*")
	if i := strings.IndexByte(typ, '['); i >= 0 {
		typ = typ[:i]
	}
	return typ
}

// genericMethods returns the methods of generic types, by type and name without the type parameters.
func (g *graph) genericMethods() map[string]node {
	found := map[string]node{}
	for n, id := range g.ids {
		// (*example.com/m.T[K]).Method
		if typ, rest, ok := strings.Cut(strings.TrimLeft(id, "(*"), "["); ok && g.isMethod(node(n)) {
			found[typ+rest[strings.LastIndexByte(rest, '.'):]] = node(n)
		}
	}
	return found
}
