package pipename

import (
	"slices"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// fixes returns the fix that gives each session a channel of its own.
func (c *channel) fixes() []engine.Fix {
	users := c.users()
	if c.what == "port" || c.reach == engine.PerSession || c.chosen() || slices.ContainsFunc(users, func(s *engine.Site) bool { return s.Contexts().Has(contexts.Service) }) {
		return nil
	}
	if _, apart := c.pass.Mismatch(c.site, engine.PerSession); apart {
		return nil // the lock has to be changed as well
	}
	end, ok := c.pass.Ending(c.role, c.text, users)
	if !ok {
		return nil
	}
	edits := fix.AppendSession(end)
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: "Append the session id to the name", Edits: edits}}
}

// users returns the sites that serve or dial the name.
func (c *channel) users() []*engine.Site {
	var out []*engine.Site
	for _, s := range c.pass.Everywhere(winapi.CreatePipe, winapi.DialPipe, winapi.Listen, winapi.Dial) {
		if slices.ContainsFunc(s.Values(c.role), func(t names.Text) bool { return !t.Open() && t.String() == c.text.String() }) {
			out = append(out, s)
		}
	}
	return out
}
