package linttest

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// A recorder is a reporter that keeps the failures.
type recorder struct{ failures []string }

func (*recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// A fakeHouse has one rule, fake, that reports what a test tells it to.
type fakeHouse struct {
	// find returns the findings in a package. The default is findBad with a correct fix.
	find func(p *source) []*engine.Finding
	// modular is find in modular mode, if that differs.
	modular func(p *source) []*engine.Finding
	// project changes the diagnostics of a package.
	project func(p *source, ds []analysis.Diagnostic) []analysis.Diagnostic
	// analyzers are more analyzers.
	analyzers []*analysis.Analyzer

	loads []string // "goarch patterns", and "overlay" if there was one
}

// A source is a package as a fake rule sees it.
type source struct {
	fset  *token.FileSet
	path  string
	files []*ast.File
}

func (h *fakeHouse) rule() func(p *source) []*engine.Finding {
	if h.find != nil {
		return h.find
	}
	return func(p *source) []*engine.Finding { return p.findBad(callGood) }
}

func (h *fakeHouse) Judge(_ context.Context, prog *driver.Program) ([]*engine.Finding, error) {
	var findings []*engine.Finding
	for _, p := range prog.Packages {
		findings = append(findings, h.rule()(&source{prog.Fset, p.Path, p.Files})...)
	}
	return findings, nil
}

func (h *fakeHouse) Analyzers() []*analysis.Analyzer {
	find := h.modular
	if find == nil {
		find = h.rule()
	}
	return append([]*analysis.Analyzer{{
		Name:             "fake",
		Doc:              "fake",
		ResultType:       findingsType,
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			p := &source{pass.Fset, pass.Pkg.Path(), pass.Files}
			findings := find(p)
			var ds []analysis.Diagnostic
			for _, f := range findings {
				if f.Level >= engine.Warning {
					ds = append(ds, diagnostic(p, f))
				}
			}
			if h.project != nil {
				ds = h.project(p, ds)
			}
			for _, d := range ds {
				pass.Report(d)
			}
			return findings, nil
		},
	}}, h.analyzers...)
}

// diagnostic is the right projection of a finding.
func diagnostic(p *source, f *engine.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Rule, Message: f.Message, URL: f.URL}
	for _, fix := range f.Fixes {
		if !fix.Safe || len(d.SuggestedFixes) > 0 {
			continue
		}
		sf := analysis.SuggestedFix{Message: fix.Message}
		for _, e := range fix.Edits {
			sf.TextEdits = append(sf.TextEdits, analysis.TextEdit{Pos: e.Pos, End: e.End, NewText: []byte(e.New)})
		}
		d.SuggestedFixes = append(d.SuggestedFixes, sf)
	}
	return d
}

// calls returns the calls of the function in the package.
func (p *source) calls(name string) []*ast.CallExpr {
	var calls []*ast.CallExpr
	for _, f := range p.files {
		for n := range ast.Preorder(f) {
			if call, ok := n.(*ast.CallExpr); ok {
				if id, ok := call.Fun.(*ast.Ident); ok && id.Name == name {
					calls = append(calls, call)
				}
			}
		}
	}
	return calls
}

// findBad reports the calls of bad, with the fixes that f makes for each.
func (p *source) findBad(f func(p *source, call *ast.CallExpr) []engine.Fix) []*engine.Finding {
	var findings []*engine.Finding
	for _, call := range p.calls("bad") {
		finding := p.finding("bad is called", call)
		finding.Fixes = f(p, call)
		findings = append(findings, finding)
	}
	return findings
}

func (p *source) finding(msg string, n ast.Node) *engine.Finding {
	return &engine.Finding{Rule: "fake", Level: engine.Warning, Message: msg, URL: "https://rdslint.example/fake", Package: p.path, Pos: n.Pos(), End: n.End()}
}

func replace(n ast.Node, text string) engine.Edit {
	return engine.Edit{Pos: n.Pos(), End: n.End(), New: text}
}

func fixes(msg string, edits ...engine.Edit) []engine.Fix {
	return []engine.Fix{{Message: msg, Safe: true, Edits: edits}}
}

// callGood is a fix as it should be.
func callGood(_ *source, call *ast.CallExpr) []engine.Fix {
	return fixes("Call good", replace(call.Fun, "good"))
}

// renaming returns the fix that calls another function.
func renaming(to string) func(p *source) []*engine.Finding {
	return func(p *source) []*engine.Finding {
		return p.findBad(func(_ *source, call *ast.CallExpr) []engine.Fix {
			return fixes("Call good", replace(call.Fun, to))
		})
	}
}

// Load loads the packages below the patterns, which are directories with "/..." behind them. The import path of dir/a/b
// is m/a/b. Directories below dir/dep are dependencies: only their types are loaded, and only if they are imported.
func (h *fakeHouse) Load(_ context.Context, dir string, patterns []string, goarch string, overlay map[string][]byte) (*driver.Program, error) {
	load := goarch + " " + strings.Join(patterns, " ")
	if overlay != nil {
		load += " overlay"
	}
	h.loads = append(h.loads, load)

	l := &fakeLoader{dir: dir, goarch: goarch, overlay: overlay, packages: make(map[string]*driver.Package)}
	l.prog = &driver.Program{Fset: token.NewFileSet(), Overlay: overlay}
	for _, pattern := range patterns {
		root := filepath.Join(dir, strings.TrimSuffix(pattern, "/..."))
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			_, err = l.load("m/" + filepath.ToSlash(rel))
			if errors.Is(err, errNoGoFiles) {
				return nil
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return l.prog, nil
}

type fakeLoader struct {
	dir, goarch string
	overlay     map[string][]byte
	prog        *driver.Program
	packages    map[string]*driver.Package
}

var errNoGoFiles = errors.New("no Go files")

func (l *fakeLoader) load(path string) (*driver.Package, error) {
	if p := l.packages[path]; p != nil {
		return p, nil
	}
	dir := filepath.Join(l.dir, filepath.FromSlash(strings.TrimPrefix(path, "m/")))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	p := &driver.Package{Path: path, Dir: dir, ModulePath: "m", GoVersion: "go1.26", Matched: true, Sizes: types.SizesFor("gc", l.goarch)}
	build := build.Default
	build.GOOS, build.GOARCH = "windows", l.goarch
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if match, err := build.MatchFile(dir, e.Name()); err != nil || !match || filepath.Ext(name) != ".go" {
			continue
		}
		var src any
		if text, ok := l.overlay[name]; ok {
			src = text
		}
		f, err := parser.ParseFile(l.prog.Fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.Files = append(p.Files, f)
		p.Name = f.Name.Name
	}
	if len(p.Files) == 0 {
		return nil, errNoGoFiles
	}
	conf := types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			imp, err := l.load(path)
			if err != nil {
				return nil, err
			}
			if !strings.HasPrefix(path, "m/dep/") {
				p.Imports = append(p.Imports, imp)
			}
			return imp.Types, nil
		}),
		Sizes: p.Sizes,
		Error: func(err error) {
			if terr, ok := errors.AsType[types.Error](err); ok {
				p.TypeErrors = append(p.TypeErrors, terr)
			}
		},
	}
	p.Info = newInfo()
	p.Types, _ = conf.Check(path, l.prog.Fset, p.Files, p.Info)
	l.packages[path] = p
	if !strings.HasPrefix(path, "m/dep/") {
		l.prog.Packages = append(l.prog.Packages, p)
	}
	return p, nil
}

// unpack writes the files of a txtar archive to a new directory. Goldens are archives themselves: a line in one that
// starts a section is written with "==" here.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		if filepath.Ext(name) == ".golden" {
			f.Data = []byte(strings.ReplaceAll(string(f.Data), "==", "--"))
		}
		require.NoError(t, os.WriteFile(name, f.Data, 0o644))
	}
	return dir
}

// judgeFixture judges the topic "topic" of an archive and returns the failures, with file names relative to the topic.
func judgeFixture(t *testing.T, h *fakeHouse, archive string) []string {
	t.Helper()
	return judgeDir(t, h, unpack(t, archive), false)
}

func judgeDir(t *testing.T, h *fakeHouse, dir string, update bool) []string {
	t.Helper()
	s := &suite{house: h, dir: dir, update: update}
	var r recorder
	topic := filepath.Join(dir, "topic")
	s.judge(&r, topic, "./...")
	wd, err := os.Getwd()
	require.NoError(t, err)
	rel, err := filepath.Rel(wd, topic)
	require.NoError(t, err)
	for i, f := range r.failures {
		f = strings.ReplaceAll(f, rel+string(filepath.Separator), "")
		r.failures[i] = strings.ReplaceAll(f, rel, "topic")
	}
	return r.failures
}
