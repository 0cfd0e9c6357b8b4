package linttest

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// A report is what one analyzer said of one package.
type report struct {
	analyzer    *analysis.Analyzer
	pkg         *driver.Package
	diagnostics []analysis.Diagnostic
	findings    []*engine.Finding // its result, if it is a rule
	err         error
}

var findingsType = reflect.TypeFor[[]*engine.Finding]()

// runModular runs the analyzers over the packages of prog one at a time, dependencies first, as go vet does: nothing
// reaches an importer but facts, and these only in their encoding. Like go vet it also drops what a reader of export
// data cannot see: the package facts of indirect imports, and facts about unexported objects.
func runModular(prog *driver.Program, analyzers []*analysis.Analyzer) ([]report, error) {
	if err := analysis.Validate(analyzers); err != nil {
		return nil, err
	}
	seen := make(map[*analysis.Analyzer]bool)
	var register func(a *analysis.Analyzer)
	register = func(a *analysis.Analyzer) {
		if !seen[a] {
			seen[a] = true
			for _, fact := range a.FactTypes {
				gob.Register(fact)
			}
			for _, req := range a.Requires {
				register(req)
			}
		}
	}
	for _, a := range analyzers {
		register(a)
	}

	var reports []report
	encoded := make(map[string][]byte)
	for _, pkg := range prog.Packages {
		facts, err := decodeFacts(pkg.Types, encoded)
		if err != nil {
			return nil, err
		}
		u := &unit{prog: prog, pkg: pkg, facts: facts, actions: make(map[*analysis.Analyzer]*action)}
		for _, a := range analyzers {
			act := u.exec(a)
			r := report{analyzer: a, pkg: pkg, diagnostics: act.diagnostics, err: act.err}
			if findings, ok := act.result.([]*engine.Finding); ok {
				r.findings = findings
			}
			reports = append(reports, r)
		}
		if encoded[pkg.Types.Path()], err = facts.encode(); err != nil {
			return nil, err
		}
	}
	return reports, nil
}

// A unit is the analysis of one package.
type unit struct {
	prog    *driver.Program
	pkg     *driver.Package
	facts   *factSet
	actions map[*analysis.Analyzer]*action
}

type action struct {
	result      any
	err         error
	diagnostics []analysis.Diagnostic
}

func (u *unit) exec(a *analysis.Analyzer) (act *action) {
	if act := u.actions[a]; act != nil {
		return act
	}
	act = new(action)
	u.actions[a] = act
	if len(u.pkg.TypeErrors) > 0 && !a.RunDespiteErrors {
		return act // only drivers that tolerate errors come here at all, and these skip it
	}
	inputs := make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		in := u.exec(req)
		if in.err != nil {
			act.err = fmt.Errorf("failed prerequisite %s: %w", req.Name, in.err)
			return act
		}
		inputs[req] = in.result
	}
	pass := &analysis.Pass{
		Analyzer:   a,
		Fset:       u.prog.Fset,
		Files:      u.pkg.Files,
		OtherFiles: u.pkg.OtherFiles,
		Pkg:        u.pkg.Types,
		TypesInfo:  u.pkg.Info,
		TypesSizes: u.pkg.Sizes,
		TypeErrors: u.pkg.TypeErrors,
		Module:     &analysis.Module{Path: u.pkg.ModulePath, GoVersion: u.pkg.GoVersion},
		ResultOf:   inputs,
		ReadFile:   os.ReadFile,
		Report:     func(d analysis.Diagnostic) { act.diagnostics = append(act.diagnostics, d) },

		ImportObjectFact:  u.facts.importObject,
		ImportPackageFact: u.facts.importPackage,
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			if obj == nil || obj.Pkg() != u.pkg.Types {
				panic(fmt.Sprintf("fact %T about %v, which is not of package %s", fact, obj, u.pkg.Path))
			}
			declared(a, fact)
			u.facts.m[factKey{u.pkg.Types, obj, reflect.TypeOf(fact)}] = fact
		},
		ExportPackageFact: func(fact analysis.Fact) {
			declared(a, fact)
			u.facts.m[factKey{u.pkg.Types, nil, reflect.TypeOf(fact)}] = fact
		},
		AllObjectFacts:  func() []analysis.ObjectFact { return u.facts.objects(a) },
		AllPackageFacts: func() []analysis.PackageFact { return u.facts.packages(a) },
	}
	defer func() {
		if r := recover(); r != nil {
			act.result, act.err = nil, fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	act.result, act.err = a.Run(pass)
	if act.err == nil && a.ResultType != nil && reflect.TypeOf(act.result) != a.ResultType {
		act.err = fmt.Errorf("result is a %T, not the %v that it declares", act.result, a.ResultType)
	}
	return act
}

// declared panics unless the analyzer declares the fact: other drivers lose such facts without a word.
func declared(a *analysis.Analyzer, fact analysis.Fact) {
	for _, f := range a.FactTypes {
		if reflect.TypeOf(f) == reflect.TypeOf(fact) {
			return
		}
	}
	panic(fmt.Sprintf("analyzer %s exports a fact %T that is not among its FactTypes", a.Name, fact))
}

// A factSet holds the facts that are visible in one package.
type factSet struct {
	pkg *types.Package
	m   map[factKey]analysis.Fact
}

type factKey struct {
	pkg *types.Package
	obj types.Object // nil for a fact about the package
	t   reflect.Type
}

// A gobFact is a fact on its way to another package.
type gobFact struct {
	PkgPath string
	Object  objectpath.Path // "" for a fact about the package
	Fact    analysis.Fact
}

func (s *factSet) encode() ([]byte, error) {
	var facts []gobFact
	var paths objectpath.Encoder
	for k, fact := range s.m {
		f := gobFact{PkgPath: k.pkg.Path(), Fact: fact}
		if k.obj == nil {
			if k.pkg != s.pkg {
				continue // go vet gets package facts from direct imports only
			}
		} else {
			if _, isType := k.obj.(*types.TypeName); !isType && k.obj.Parent() == k.obj.Pkg().Scope() {
				if k.pkg != s.pkg || !k.obj.Exported() {
					continue // the same for functions and variables; and export data has no unexported ones
				}
			}
			path, err := paths.For(k.obj)
			if err != nil {
				continue // it cannot be reached from the package's API
			}
			f.Object = path
		}
		facts = append(facts, f)
	}
	if len(facts) == 0 {
		return nil, nil
	}
	slices.SortFunc(facts, func(a, b gobFact) int {
		return strings.Compare(
			fmt.Sprintf("%s\x00%s\x00%T", a.PkgPath, a.Object, a.Fact),
			fmt.Sprintf("%s\x00%s\x00%T", b.PkgPath, b.Object, b.Fact))
	})
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(facts); err != nil {
		return nil, fmt.Errorf("facts of package %s: %w", s.pkg.Path(), err)
	}
	return buf.Bytes(), nil
}

func decodeFacts(pkg *types.Package, encoded map[string][]byte) (*factSet, error) {
	s := &factSet{pkg: pkg, m: make(map[factKey]analysis.Fact)}
	reachable := make(map[string]*types.Package)
	var reach func(p *types.Package)
	reach = func(p *types.Package) {
		for _, imp := range p.Imports() {
			// Facts are about the packages of the program; nothing of it is behind other packages.
			if _, ours := encoded[imp.Path()]; ours && reachable[imp.Path()] == nil {
				reachable[imp.Path()] = imp
				reach(imp)
			}
		}
	}
	reach(pkg)
	for _, imp := range pkg.Imports() {
		data := encoded[imp.Path()]
		if len(data) == 0 {
			continue
		}
		var facts []gobFact
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&facts); err != nil {
			return nil, fmt.Errorf("facts of package %s, imported by %s: %w", imp.Path(), pkg.Path(), err)
		}
		for _, f := range facts {
			about := reachable[f.PkgPath]
			if about == nil {
				continue
			}
			k := factKey{pkg: about, t: reflect.TypeOf(f.Fact)}
			if f.Object != "" {
				obj, err := objectpath.Object(about, f.Object)
				if err != nil {
					continue
				}
				k.obj = obj
			}
			s.m[k] = f.Fact
		}
	}
	return s, nil
}

func (s *factSet) importObject(obj types.Object, ptr analysis.Fact) bool {
	if obj == nil {
		panic("nil object")
	}
	return s.load(factKey{obj.Pkg(), obj, reflect.TypeOf(ptr)}, ptr)
}

func (s *factSet) importPackage(pkg *types.Package, ptr analysis.Fact) bool {
	if pkg == nil {
		panic("nil package")
	}
	return s.load(factKey{pkg, nil, reflect.TypeOf(ptr)}, ptr)
}

func (s *factSet) load(k factKey, ptr analysis.Fact) bool {
	fact, ok := s.m[k]
	if ok {
		reflect.ValueOf(ptr).Elem().Set(reflect.ValueOf(fact).Elem())
	}
	return ok
}

func (s *factSet) objects(a *analysis.Analyzer) []analysis.ObjectFact {
	var facts []analysis.ObjectFact
	for k, fact := range s.m {
		if k.obj != nil && isFactOf(a, k.t) {
			facts = append(facts, analysis.ObjectFact{Object: k.obj, Fact: fact})
		}
	}
	return facts // in no order: an analyzer that relies on one has a bug
}

func (s *factSet) packages(a *analysis.Analyzer) []analysis.PackageFact {
	var facts []analysis.PackageFact
	for k, fact := range s.m {
		if k.obj == nil && isFactOf(a, k.t) {
			facts = append(facts, analysis.PackageFact{Package: k.pkg, Fact: fact})
		}
	}
	return facts
}

func isFactOf(a *analysis.Analyzer, t reflect.Type) bool {
	return slices.ContainsFunc(a.FactTypes, func(f analysis.Fact) bool { return reflect.TypeOf(f) == t })
}
