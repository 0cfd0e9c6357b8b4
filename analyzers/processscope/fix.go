package processscope

import (
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
)

// filter adds a filter for the session to the arguments of taskkill.
func filter(pass *engine.Pass, a engine.ProcessAct) []engine.Fix {
	end := pass.LastArgument(a)
	if !end.IsValid() {
		return nil
	}
	return offer("Keep to the processes of this session", fix.SessionFilter(a.Site.Pkg(), end))
}

// compare makes the comparison of a name compare the session, too.
func compare(pass *engine.Pass, a engine.ProcessAct) []engine.Fix {
	c, ok := pass.Comparison(a)
	if !ok {
		return nil
	}
	return offer("Compare the session of the process as well", fix.SameSession(c))
}

func offer(message string, edits []engine.Edit) []engine.Fix {
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: message, Edits: edits}}
}
