// Badvet is a vet tool that reports the calls of functions by their names: bad as a warning would be, panic as a crash.
package main

import (
	"errors"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(&analysis.Analyzer{Name: "fake", Doc: "report calls of bad", Run: run})
}

func run(pass *analysis.Pass) (any, error) {
	for _, f := range pass.Files {
		for n := range ast.Preorder(f) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				continue
			}
			switch id, _ := call.Fun.(*ast.Ident); {
			case id == nil:
			case id.Name == "fail":
				return nil, errors.New("failure on demand")
			case id.Name == "bad":
				pass.Report(analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: "fake", Message: "bad is called. It is reached from main"})
			}
		}
	}
	return nil, nil
}
