package objectname

import (
	_ "embed"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
)

//go:embed doc.go
var doc string

// Rule is the rule's description and check.
var Rule = engine.Rule{
	Name: "objectname", Doc: doc, Since: "0.1", Default: engine.Warning,
	Run: run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {}
