package objectname

import (
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A module is what the known packages do with named objects.
type module struct {
	users   map[string][]use // by the name without its prefix
	created map[string]bool
	bases   engine.Ledger   // what is created, without the prefix
	private map[string]bool // aliases of private namespaces
	unnamed bool            // some alias is not known
}

type use struct {
	site   *engine.Site
	text   names.Text
	prefix string
}

func survey(pkg *engine.Package) *module {
	m := &module{users: map[string][]use{}, created: map[string]bool{}, private: map[string]bool{}}
	for _, s := range pkg.Everywhere(winapi.CreateObject, winapi.OpenObject) {
		for _, text := range s.Values("name") {
			if len(text) == 0 || text.Open() || text.Null() || text[0].Kind != names.Known && text[0].Kind != names.Config {
				continue
			}
			full := text.String()
			u := use{site: s, text: text}
			for _, p := range []string{global, local} {
				if strings.HasPrefix(full, p) {
					u.prefix = p
				}
			}
			base := full[len(u.prefix):]
			m.users[base] = append(m.users[base], u)
			if _, ok := s.Kind(winapi.CreateObject); ok {
				m.created[base] = true
				m.bases.Create(base, s)
			}
		}
	}
	for _, s := range pkg.Everywhere(winapi.Namespace) {
		for _, text := range s.Values("alias") {
			if alias, ok := text.Known(); ok {
				m.private[alias] = true
			} else {
				m.unnamed = true
			}
		}
	}
	return m
}

func (m *module) aliases(prefix string) bool { return m.unnamed || m.private[prefix] }

// uses reports whether code of the given context uses the object.
func (m *module) uses(base string, ctx contexts.Set) bool {
	for _, u := range m.users[base] {
		if u.site.Contexts().Has(ctx) {
			return true
		}
	}
	return false
}

// lock reports whether the object decides about a single instance: what follows when it exists already ends the program.
func (m *module) lock(n *name) bool {
	if n.site.Outcome == summary.OutcomeEnds {
		return true
	}
	for _, u := range m.users[n.base] {
		if u.site.Outcome == summary.OutcomeEnds {
			return true
		}
	}
	return false
}

// meant returns what the module creates that the name, which is only opened, was probably meant to be: a name that differs in
// case or in punctuation only, or the same one in the global namespace, which is another object for all but services.
func (m *module) meant(n *name) (created string, at *engine.Site) {
	if created, at = m.bases.Meant(n.base); at != nil {
		return created, at
	}
	for _, u := range m.users[n.base] {
		if u.site.Contexts().Has(contexts.Service) || u.prefix != global && u.creates() {
			return "", nil
		}
		if at == nil && u.creates() {
			at = u.site
		}
	}
	return global + n.base, at
}

func (u use) creates() bool { _, ok := u.site.Kind(winapi.CreateObject); return ok }

// apart returns a place on the other side if the object is used by a service, where every name is global, and in sessions,
// but there only in their own namespace. Code that both run says nothing.
func (m *module) apart(n *name) *engine.Site {
	var service, session *engine.Site
	for _, u := range m.users[n.base] {
		switch u.site.Contexts() {
		case contexts.Service:
			if service == nil {
				service = u.site
			}
		case contexts.Session:
			if u.prefix == global {
				return nil
			}
			if session == nil {
				session = u.site
			}
		}
	}
	if service == nil || session == nil {
		return nil
	}
	switch n.site.Contexts() {
	case contexts.Service:
		return session
	case contexts.Session:
		return service
	}
	return nil
}
