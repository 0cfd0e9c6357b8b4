package pipename

import (
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/names"
)

// pipeReach returns who meets at a pipe.
func pipeReach(t names.Text) engine.Reach {
	full := strings.ReplaceAll(strings.ToLower(t.String()), "/", `\`)
	for _, prefix := range []string{`\\.\pipe\`, `\\.\mailslot\`, `\\?\pipe\`} {
		rest, ok := strings.CutPrefix(full, prefix)
		switch {
		case ok && strings.HasPrefix(rest, `local\`):
			return engine.PerSession
		case ok && rest != "":
			return engine.ReachOf(t)
		}
	}
	return engine.Private // no pipe's name, or not all of it
}

// socketReach returns who meets at a socket. A relative path means another file in each directory, and one without a drive
// was not written for Windows.
func socketReach(t names.Text) engine.Reach {
	if s := t[0]; (s.Kind == names.Known || s.Kind == names.Config) && (len(s.Text) < 3 || s.Text[1] != ':') {
		return engine.Private
	}
	return engine.ReachOf(t)
}

// portReach returns who meets at a port.
func portReach(t names.Text) engine.Reach {
	e, ok := engine.EndpointOf(t)
	if !ok {
		return engine.Private
	}
	if _, fixed := e.Fixed(); fixed || engine.ReachOf(e.Port) == engine.PerSession {
		return engine.ReachOf(e.Port)
	}
	return engine.Private
}
