package servicehome

import (
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
)

// machineData returns the fix of a directory that only services ask for: the machine's own.
func machineData(pass *engine.Pass, s *engine.Site, a engine.Account) []engine.Fix {
	if s.Contexts() != contexts.Service {
		return nil // in the user's session the directory is right
	}
	return offer("Keep it below ProgramData", pass.MachineData(s, a))
}

// userEnvironment returns the fix of a process with a user's token: os/exec takes the token's environment itself where it
// is given none.
func userEnvironment(pass *engine.Pass, s *engine.Site) []engine.Fix {
	if edits := pass.DropEnvironment(s); edits != nil {
		return offer("Let os/exec take the environment of the token", edits)
	}
	return offer("Begin with the environment of the token", pass.TokenEnvironment(s))
}

func offer(message string, edits []engine.Edit) []engine.Fix {
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: message, Edits: edits}}
}
