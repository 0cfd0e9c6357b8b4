package sharedmem

import (
	_ "embed"
	"fmt"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "sharedmem",
	Doc:     doc,
	Summary: "shared memory that several sessions reach by one name",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

const (
	global = `Global\`
	local  = `Local\`
)

func run(pass *engine.Pass) {
	sites := mappings(pass.Sites(winapi.CreateObject, winapi.OpenObject))
	if len(sites) == 0 {
		return
	}
	module := survey(pass)
	for _, s := range sites {
		for _, text := range s.Values("name") {
			if len(text) == 0 || text.Null() || !shared(text) {
				continue
			}
			b := &block{pass: pass, module: module, site: s, text: text, name: text.String()}
			b.judge()
		}
	}
}

func mappings(sites []*engine.Site) []*engine.Site {
	var out []*engine.Site
	for _, s := range sites {
		for _, c := range []winapi.Class{winapi.CreateObject, winapi.OpenObject} {
			if kind, ok := s.Kind(c); ok && kind == "mapping" {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// shared reports whether nothing in the name tells sessions apart. A part that is not known may.
func shared(text names.Text) bool {
	for _, s := range text {
		switch s.Kind {
		case names.Known, names.User, names.Host, names.Path:
		case names.Config:
			if s.Text == "" {
				return false // the administrator says
			}
		default:
			return false
		}
	}
	return true
}

// A module is what the known packages do with mappings.
type module struct {
	created  map[string]bool // by the name without the prefix Global\
	services map[string]bool // used by services
}

func survey(pass *engine.Pass) *module {
	m := &module{created: map[string]bool{}, services: map[string]bool{}}
	for _, s := range mappings(pass.Everywhere(winapi.CreateObject, winapi.OpenObject)) {
		for _, text := range s.Values("name") {
			base := strings.TrimPrefix(text.String(), global)
			if _, ok := s.Kind(winapi.CreateObject); ok {
				m.created[base] = true
			}
			if s.Contexts().Has(contexts.Service) {
				m.services[base] = true
			}
		}
	}
	return m
}

// A block is a mapping under one of its possible names.
type block struct {
	pass   *engine.Pass
	module *module
	site   *engine.Site
	text   names.Text
	name   string
}

func (b *block) judge() {
	ctx := b.site.Contexts()
	base, isGlobal := strings.CutPrefix(b.name, global)
	_, creates := b.site.Kind(winapi.CreateObject)
	switch {
	case strings.Contains(base, `\`), ctx.Has(contexts.Open):
		return // Local\, or misspelt; or the importers decide how bad it is
	case !isGlobal:
		// Outside services it is the session's own. A slash after the prefix is a spelling mistake of its own.
		if creates && ctx.Has(contexts.Service) && !strings.HasPrefix(strings.ToLower(b.name), "global/") && !strings.HasPrefix(strings.ToLower(b.name), "local/") {
			b.report(engine.Warning, contexts.Service, "has no prefix and is created by a service: in session 0 that is the global namespace, so all sessions reach the one block; add the session id to the name", b.appended())
		}
	case !creates && !b.module.created[base] && !b.writes():
		return // another product's block, only read
	case b.text.Has(names.User):
		b.report(engine.Warning, ctx, "is told apart by the user but not by the session: two sessions of one user reach, and overwrite, the same block; "+remedy(ctx), b.fixes(ctx))
	case creates && ctx.Has(contexts.Session):
		b.report(engine.Error, contexts.Session, "is one block for all sessions, and creating it needs SeCreateGlobalPrivilege, which a standard user lacks; use Local\\ for a block of the session's own", b.fixes(ctx))
	default:
		b.report(engine.Warning, ctx, "is one block for all sessions of the host, which reach and overwrite it; "+remedy(ctx), b.fixes(ctx))
	}
}

// remedy says what to do. In a service Local\ means the same as Global\.
func remedy(ctx contexts.Set) string {
	if ctx.Has(contexts.Service) {
		return "add the session id to the name"
	}
	return `use Local\ or add the session id to the name`
}

// writes reports whether the mapping is certainly opened to be written.
func (b *block) writes() bool {
	const write, execute = 0x2, 0x20 // FILE_MAP_WRITE, FILE_MAP_EXECUTE
	access, ok := b.site.Int("access")
	return ok && access&(write|execute) != 0
}

// fixes returns the fix of a Global\ name for code of a context.
func (b *block) fixes(ctx contexts.Set) []engine.Fix {
	switch ctx {
	case contexts.Service:
		return b.appended()
	case contexts.Session:
		if b.module.services[strings.TrimPrefix(b.name, global)] {
			return nil // it would no longer meet the service's
		}
		if edits := b.pass.Respell(b.site, "name", b.text, len(global), local); edits != nil {
			return []engine.Fix{{Message: `Use the session's namespace: Local\`, Edits: edits}}
		}
	}
	return nil
}

// appended returns the fix that tells the blocks of a service apart by the session that they are for.
func (b *block) appended() []engine.Fix {
	if edits := b.pass.AppendSession(b.site, "name"); edits != nil {
		return []engine.Fix{{Message: "Append the session id to the name", Edits: edits}}
	}
	return nil
}

func (b *block) report(l engine.Level, why contexts.Set, what string, fixes []engine.Fix) {
	var pos, end token.Pos
	if !b.site.Pending() {
		pos, end = b.text[0].Literal()
	}
	b.pass.Report(engine.Report{
		Level: l, Site: b.site, Pos: pos, End: end, Why: why, Fixes: fixes,
		Message: fmt.Sprintf(`file mapping "%s" %s`, b.name, what),
	})
}
