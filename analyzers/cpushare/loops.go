package cpushare

import (
	"fmt"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/winapi"
)

// paced judges a sleep or a tick that is all that an endless loop waits for.
func paced(pass *engine.Pass, s *engine.Site) {
	if s.Pending() {
		return // its own package has judged it
	}
	for _, t := range s.Values(s.PaceRole()) {
		d, ok := s.Interval(t)
		if !ok || d < 0 || d >= engine.LeastWait || d == 0 && (s.Derived() || !sleeps(s)) {
			continue
		}
		r := engine.Report{
			Level: engine.Warning, Site: s,
			Message: fmt.Sprintf("the loop has no end and wakes up every %v though there is nothing to do: on a session host every session's program does, and keeps the processors from the others; wait for what it looks for, or for %v at least", d, engine.LeastWait),
		}
		if x := s.Expr(s.PaceRole()); x != nil {
			r.Pos, r.End = x.Pos(), x.End()
			if edits := fix.Interval(s.Pkg(), x, engine.LeastWait); edits != nil {
				r.Fixes = []engine.Fix{{Message: fmt.Sprintf("Wait for %v", engine.LeastWait), Edits: edits}}
			}
		}
		pass.Report(r)
		return
	}
}

// sleeps reports whether the site sleeps. A ticker of no interval is none: it is not started, or panics.
func sleeps(s *engine.Site) bool {
	_, ok := s.Kind(winapi.Sleep)
	return ok
}

// spinning judges a loop that does not wait.
func spinning(pass *engine.Pass, s engine.Spin) {
	r := engine.Report{
		Level: engine.Warning, Site: s.Site, Pos: s.Loop.Pos(), End: s.Loop.Body.Lbrace, Message: spins[s.Kind],
	}
	if s.Kind == engine.SpinIdles {
		r.Fixes = []engine.Fix{{Message: "Wait for ever", Edits: []engine.Edit{{Pos: s.Loop.For, End: s.Loop.For + token.Pos(len("for")), New: "select"}}}}
	}
	pass.Report(r)
}

const whole = "takes a whole processor from the users of a session host; "

var spins = map[engine.SpinKind]string{
	engine.SpinAsks:    "the loop only asks again and again whether something has come, and " + whole + "leave out the empty default, and let the select wait",
	engine.SpinRetries: "what has failed is tried again at once, whatever the failure: where it lasts, the loop " + whole + "end the loop, or wait longer after each failure",
	engine.SpinLooks:   "the loop looks again and again at what the user does, and " + whole + "let Windows tell it (a hot key, a hook), or wait for 50ms at least",
	engine.SpinIdles:   "the loop does nothing, and " + whole + "wait for what ends the program, or for ever in an empty select",
}
