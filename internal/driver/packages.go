package driver

import (
	"context"
	"slices"

	"golang.org/x/tools/go/packages"
)

// loadPackages loads a program by golang.org/x/tools/go/packages: every package is read, parsed and type-checked as it is.
// What belongs to the program is what go list says, as with the loader golist.
func (r *request) loadPackages(ctx context.Context) (*Program, error) {
	g, problems, err := r.list(ctx)
	if err != nil {
		return nil, err
	}
	l := newLoader(r, g)
	l.problems = problems
	r.watch.lap("find")

	patterns, _ := r.patterns()
	cfg := &packages.Config{
		Mode: packages.LoadAllSyntax, Context: ctx, Dir: r.dir, Env: r.env, Fset: l.fset, Tests: r.Tests, Overlay: r.Overlay,
	}
	if r.Tags != "" {
		cfg.BuildFlags = []string{"-tags=" + r.Tags}
	}
	roots, err := packages.Load(cfg, r.wanted(patterns)...)
	if err != nil {
		return nil, firstLine(err.Error())
	}
	analysed := make(map[*node]bool)
	for _, n := range l.analysed() {
		analysed[n] = true
	}
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		n := g.byID[pkg.ID]
		if n == nil || pkg.Types == nil {
			return // one that go test makes
		}
		u := &unit{node: n, analysed: analysed[n], parsed: true, files: pkg.Syntax, types: pkg.Types, errors: pkg.TypeErrors}
		if u.analysed {
			u.info = pkg.TypesInfo
		}
		l.units[n] = u
		l.syntaxErrors(u, pkg.Errors)
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.link()
	return l.program(ctx, l.settle)
}

// syntaxErrors keeps what is wrong with the files of a package. Of many syntax errors in a file the first is told.
func (l *loader) syntaxErrors(u *unit, errs []packages.Error) {
	told := make(map[string]bool)
	for _, err := range errs {
		if err.Kind != packages.ParseError {
			continue
		}
		u.illTyped = true
		file, line := splitPosition(err.Pos)
		if told[file] {
			continue
		}
		told[file] = true
		p := Problem{Kind: "parse", Package: u.node.path, File: file, Message: err.Msg}
		if slices.Contains(u.node.files, file) { // else a //line directive says so
			p.Line = line
		}
		l.problem(p)
	}
}
