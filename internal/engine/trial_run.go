// What rules find once a package has other files: in a solved module, or within a pass.

package engine

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
)

// A Change is a package with other files than the module's.
type Change struct {
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
}

// Rejudge returns what the rules find in packages of a solved module as they would be with other files, all at once, and what
// went wrong in each; the module stays as it is. It asks anew where the code runs: a fix may take away or bring what tells. What
// happens to findings in other packages it does not say. The solver reads summaries only: where those are as they were, so is its
// answer, as a fix gives no other functions to fields and parameters.
func (m *Module) Rejudge(fset *token.FileSet, changes []Change, rules []*Rule) (findings [][]*Finding, errs []error) {
	// Questions about other packages fill in what these have put off, and not all of that has a lock.
	m.rejudging.Lock()
	defer m.rejudging.Unlock()

	changed := make([]*Package, len(changes))
	all := make([]*Package, 0, len(m.packages))
	replaced := make(map[string]bool, len(changes))
	for i, c := range changes {
		changed[i] = analyse(code.New(fset, c.Files, c.Types, c.Info), m.cat, m.world(), false)
		replaced[changed[i].Summary.Path] = true
		all = append(all, changed[i])
	}
	for _, q := range m.packages {
		if !replaced[q.Summary.Path] {
			all = append(all, q)
		}
	}
	slices.SortFunc(all, func(a, b *Package) int { return strings.Compare(a.Summary.Path, b.Summary.Path) })
	in := m.input(all, changed)
	for _, p := range changed {
		p.settleTold(all)
		p.settleWrapped()
	}
	settleTrust(all, changed)
	solved := m.solved
	if slices.ContainsFunc(changed, func(p *Package) bool { return !contexts.Alike(p.Summary, m.packages[p.Summary.Path].Summary) }) {
		solved = contexts.Solve(in)
	}
	tell(in, solved, changed, all)

	findings, errs = make([][]*Finding, len(changes)), make([]error, len(changes))
	for i, p := range changed {
		for _, r := range rules {
			found, err := p.Judge(r, m.settings)
			findings[i] = append(findings[i], found...)
			errs[i] = errors.Join(errs[i], err)
		}
	}
	return findings, errs
}

// offer leaves a finding of a rule the fix that is projected, if that stands its trial within the pass, and no other.
func (e *Engine) offer(pass *analysis.Pass, p *Package, r *Rule, findings []*Finding) {
	passes := func(offers []Offer) bool { return e.try(pass, p, r, findings, offers) == nil }
	for again := true; again; {
		again = false
		var offers []Offer
		drop := map[*Fix]bool{}
		for _, f := range findings {
			if fix := projected(f, e.settings); fix != nil {
				offers = append(offers, Offer{f, fix})
				drop[fix] = true
			}
		}
		for _, layer := range Layers(pass.Fset, offers) {
			for _, o := range Together(nil, layer, passes) {
				delete(drop, o.Fix)
			}
		}
		if len(drop) > 0 { // a second choice must pass with the others
			Withhold(findings, drop)
			again = true
		}
	}
	for _, f := range findings {
		if fix := projected(f, e.settings); fix != nil {
			f.Fixes = []Fix{*fix}
		} else {
			f.Fixes = nil
		}
	}
}

// try judges fixes by what the pass knows.
func (e *Engine) try(pass *analysis.Pass, p *Package, r *Rule, before []*Finding, offers []Offer) error {
	if pass.ReadFile == nil {
		return errors.New("there is no source")
	}
	t, err := NewTrial(pass.Fset, pass.ReadFile, offers)
	if err != nil {
		return err
	}
	if err := t.Formatted(); err != nil {
		return err
	}
	overlay := t.Overlay()
	var files []*ast.File
	for _, f := range pass.Files {
		if src, ok := overlay[pass.Fset.File(f.FileStart).Name()]; ok {
			delete(overlay, pass.Fset.File(f.FileStart).Name())
			if f, err = parser.ParseFile(pass.Fset, pass.Fset.File(f.FileStart).Name(), src, parser.ParseComments|parser.SkipObjectResolution); err != nil {
				return err
			}
		}
		files = append(files, f)
	}
	if len(overlay) > 0 {
		return errors.New("it edits another package")
	}

	pkg, info, err := t.check(pass, files)
	if err != nil {
		return err
	}
	q := analyse(code.New(pass.Fset, files, pkg, info), e.cat(), p.world, true)
	e.solve(q)
	after, err := q.Judge(r, e.settings)
	if err != nil {
		return err
	}
	return t.Clears(before, after)
}

// check type-checks the pass's package with the files of the trial. It fails if there are other errors than before.
func (t *Trial) check(pass *analysis.Pass, files []*ast.File) (*types.Package, *types.Info, error) {
	// Of packages that this one does not import the export data may hold anything or nothing.
	unknown := map[string]bool{}
	var errs []types.Error
	conf := types.Config{
		Importer: importer(func(imp string) (*types.Package, error) {
			if imp == "unsafe" {
				return types.Unsafe, nil
			}
			for _, q := range pass.Pkg.Imports() {
				if q.Path() == imp {
					return q, nil
				}
			}
			unknown[imp] = true
			q := types.NewPackage(imp, path.Base(imp))
			q.MarkComplete()
			return q, nil
		}),
		FakeImportC: true,
		Sizes:       pass.TypesSizes,
		GoVersion:   pass.Pkg.GoVersion(),
		Error: func(err error) {
			if err, ok := errors.AsType[types.Error](err); ok {
				errs = append(errs, err)
			}
		},
	}
	pkg, info := types.NewPackage(pass.Pkg.Path(), pass.Pkg.Name()), NewInfo(files)
	_ = types.NewChecker(&conf, pass.Fset, pkg, info).Files(files) // its error went to conf.Error
	return pkg, info, t.Compiles(pass.TypeErrors, errs, func(err types.Error) bool {
		imp, _ := Qualified(files, info, err.Pos)
		return unknown[imp]
	})
}

type importer func(string) (*types.Package, error)

// Import returns the package with an import path.
func (f importer) Import(path string) (*types.Package, error) { return f(path) }
