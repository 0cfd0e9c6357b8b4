package peripheral

import (
	_ "embed"
	"fmt"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "peripheral",
	Doc:     doc,
	Summary: "ports, disks and printers that a user's program opens by a constant name",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/peripheral-hardware-guidelines",
	Default: engine.Note,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	serves := pass.Serves()
	for _, s := range pass.Sites(winapi.OpenDevice, winapi.OpenFile) {
		d, ok := s.Device()
		ctx := s.Contexts()
		if !ok || ctx != 0 && !ctx.Has(contexts.Session) || ctx == 0 && serves {
			continue // a service drives the machine's devices, also by what it starts; importers are judged themselves
		}
		if d.Disk() && s.OnlyTried() {
			continue // a test for an administrator, on a disk that every machine has
		}
		var fixes []engine.Fix
		if edits := pass.NameByFlag(d.Pos, d.End, "device", "the device to open"); edits != nil {
			fixes = []engine.Fix{{Message: "Take the name from a flag with this default", Edits: edits}}
		}
		pass.Report(engine.Report{
			Level: engine.Note, Site: s, Pos: d.Pos, End: d.End, Why: contexts.Session, Fixes: fixes,
			Message: fmt.Sprintf("%s is opened by a constant name, which in a remote session is another device than at the console, or "+
				"none, and which one session at a time can have; let the user name the device (a flag with this default)", d.Name),
		})
	}
}
