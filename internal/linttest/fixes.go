package linttest

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/txtar"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// A group is all fixes with one message for one file: what a section of the golden shows the effect of.
type group struct {
	file    string
	message string
	fixes   []offer
	result  []byte // with the edits and nothing else
	bad     bool   // a check failed
}

// An offer is a fix of a finding.
type offer struct {
	finding *engine.Finding
	fix     engine.Fix
	edits   []edit
}

// judgeFixes judges all fixes of the topic and compares their effect with the goldens.
func (tp *topic) judgeFixes(findings, modular []*engine.Finding, goldens []string) {
	tp.t.Helper()
	groups := tp.group(findings)
	tp.count(groups)
	for _, g := range groups {
		tp.judgeFix(g, findings)
	}
	tp.judgeModularFixes(groups, modular)
	if len(groups) > 1 && !slices.ContainsFunc(groups, func(g *group) bool { return g.bad }) { // else it is the same again, or was reported
		tp.correct(safeFixes, findings)
	}

	byFile := make(map[string][]*group)
	for _, g := range groups {
		byFile[g.file] = append(byFile[g.file], g)
	}
	for _, golden := range goldens {
		file := strings.TrimSuffix(golden, ".golden")
		if tp.files[file] == nil {
			tp.t.Errorf("%s:1: no file of the program has this golden", tp.name(golden))
		} else if byFile[file] == nil {
			byFile[file] = []*group{}
		}
	}
	for file, groups := range byFile {
		tp.compareGolden(file, groups)
	}
}

// group sorts the fixes that findings offer by file and message, and reports those that are no fixes at all.
func (tp *topic) group(findings []*engine.Finding) []*group {
	tp.t.Helper()
	var groups []*group
	for _, f := range findings {
		for i, fix := range f.Fixes {
			fail := func(format string, args ...any) {
				tp.t.Helper()
				tp.t.Errorf("%s: fix %q of %s: %s", tp.at(f.Pos), fix.Message, f.Rule, fmt.Sprintf(format, args...))
			}
			if err := checkMessage(fix.Message); err != nil {
				fail("%v", err)
				continue
			}
			if slices.ContainsFunc(f.Fixes[:i], func(o engine.Fix) bool { return o.Message == fix.Message }) {
				fail("another fix of the finding has this message")
				continue
			}
			file, edits, err := resolve(tp.prog.Fset, fix)
			if err != nil {
				fail("%v", err)
				continue
			}
			if tp.files[file] == nil {
				fail("edits %s, which is not part of the topic", tp.name(file))
				continue
			}
			n := slices.IndexFunc(groups, func(g *group) bool { return g.file == file && g.message == fix.Message })
			if n < 0 {
				n = len(groups)
				groups = append(groups, &group{file: file, message: fix.Message})
			}
			groups[n].fixes = append(groups[n].fixes, offer{f, fix, edits})
		}
	}
	return groups
}

// count notes which rules have offered what.
func (tp *topic) count(groups []*group) {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	tp.judged++
	if tp.offered == nil {
		tp.offered = make(map[string]map[string]bool)
	}
	for _, g := range groups {
		for _, o := range g.fixes {
			if tp.offered[o.finding.Rule] == nil {
				tp.offered[o.finding.Rule] = make(map[string]bool)
			}
			tp.offered[o.finding.Rule][kind(o.fix)] = true
		}
	}
}

// kind is the word for a fix in [engine.Rule.Fix].
func kind(fix engine.Fix) string {
	if fix.Safe {
		return "safe"
	}
	return "unsafe"
}

// judgeOffers judges, when all topics of a rule have been judged, whether the rule has the fixes that it says it has. A run of
// some of the topics shows nothing.
func (s *suite) judgeOffers(t reporter, rule *engine.Rule, topics int) {
	t.Helper()
	if s.judged < topics {
		return
	}
	got := strings.Join(slices.Sorted(maps.Keys(s.offered[rule.Name])), ", ")
	if got != rule.Fix || got == "" {
		t.Errorf("the fixtures of %s show fixes that are %q, and the rule says %q", rule.Name, got, rule.Fix)
	}
}

// judgeFix judges what all fixes of a group do together:
//
//   - the result is another file, parses, and is as gofmt prints it, but for columns;
//   - each fix alone, and all of them, compile wherever the file is built: amd64, arm64 and 386;
//   - no rule reports a place that was edited or reported, and the rule has no finding left in the same call;
//   - no rule reports anything else that it did not report before;
//   - the same fix is not offered again.
func (tp *topic) judgeFix(g *group, before []*engine.Finding) {
	tp.t.Helper()
	fail := func(pos token.Pos, format string, args ...any) {
		tp.t.Helper()
		g.bad = true
		tp.t.Errorf("%s: fix %q: %s", tp.at(pos), g.message, fmt.Sprintf(format, args...))
	}
	src, err := os.ReadFile(g.file)
	if err != nil {
		fail(token.NoPos, "%v", err)
		return
	}

	if len(g.fixes) > 1 {
		for _, o := range g.fixes {
			out, _, err := apply(src, o.edits)
			if err == nil {
				_, err = tp.compileAll(map[string][]byte{g.file: out})
			}
			if err != nil {
				fail(o.finding.Pos, "%v", err)
				return
			}
		}
	}

	first := g.fixes[0].finding.Pos
	var all []edit
	fixed := make(map[*engine.Finding]bool)
	for _, o := range g.fixes {
		all = append(all, o.edits...)
		fixed[o.finding] = true
	}
	out, moved, err := apply(src, all)
	if err != nil {
		fail(first, "all its %d fixes in this file: %v", len(g.fixes), err)
		return
	}
	g.result = out
	if bytes.Equal(out, src) {
		fail(first, "changes nothing")
		return
	}
	prog, err := tp.compileAll(map[string][]byte{g.file: out})
	if err != nil {
		fail(first, "%v", err)
		return
	}
	if err := checkFormat(src); err != nil {
		fail(first, "the fixture %v", err)
	} else if err := checkFormat(out); err != nil {
		fail(first, "the result %v", err)
	}

	after, err := tp.run(prog)
	if err != nil {
		fail(first, "cannot judge the result: %v", err)
		return
	}

	// Places.
	reported := make(map[*engine.Finding]bool)
	for _, o := range g.fixes {
		places := moved.touched()
		if tp.position(o.finding.Pos).Filename == g.file {
			places = append(places, moved.span(spanOf(tp.prog.Fset, o.finding.Pos, o.finding.End)))
		}
		for _, f := range after {
			if reported[f] || prog.Fset.PositionFor(f.Pos, false).Filename != g.file {
				continue
			}
			at := spanOf(prog.Fset, f.Pos, f.End)
			if slices.ContainsFunc(places, at.overlaps) {
				reported[f] = true
				fail(o.finding.Pos, "the result is still reported there: %s", text(f))
			}
		}
	}
	// A finding can move within the call that it is about, from an argument to the call for example.
	calls := make(map[span]bool)
	for _, o := range g.fixes {
		call, ok := tp.call(g.file, o.finding)
		if !ok || calls[call] {
			continue
		}
		calls[call] = true
		left := 0
		for _, f := range before {
			if c, ok := tp.call(g.file, f); ok && c == call && f.Rule == o.finding.Rule && !fixed[f] {
				left++
			}
		}
		area := moved.span(call)
		for _, f := range after {
			if f.Rule != o.finding.Rule || prog.Fset.PositionFor(f.Pos, false).Filename != g.file {
				continue
			}
			if s := spanOf(prog.Fset, f.Pos, f.End); s.start < area.start || s.start >= area.end {
				continue
			}
			if left--; left < 0 && !reported[f] {
				reported[f] = true
				fail(o.finding.Pos, "the same call is still reported: %s", text(f))
			}
		}
	}

	// Anything new.
	old := make(map[string]int)
	for _, f := range before {
		if !fixed[f] {
			old[identity(tp.prog, f)]++
		}
	}
	for _, f := range after {
		if reported[f] {
			continue
		}
		id := identity(prog, f)
		if old[id]--; old[id] < 0 {
			pos := prog.Fset.PositionFor(f.Pos, false)
			fail(first, "brings a new finding, at line %d of %s: %s", pos.Line, tp.name(pos.Filename), text(f))
		}
	}

	// Once more.
	var again []edit
	for _, f := range after {
		for _, fix := range f.Fixes {
			if fix.Message != g.message {
				continue
			}
			if file, edits, err := resolve(prog.Fset, fix); err == nil && file == g.file {
				again = append(again, edits...)
			}
		}
	}
	if twice, _, err := apply(out, again); err != nil {
		fail(first, "a second application: %v", err)
	} else if !bytes.Equal(twice, out) {
		fail(first, "a second application changes the file again")
	}
}

// compileAll type-checks the topic with the overlay on all architectures and returns it for the first.
func (tp *topic) compileAll(overlay map[string][]byte) (*driver.Program, error) {
	var home *driver.Program
	for _, goarch := range arches {
		prog, err := tp.compile(goarch, overlay)
		if err != nil {
			return nil, fmt.Errorf("the result does not compile for %s: %w", goarch, err)
		}
		if goarch == homeArch {
			home = prog
		}
	}
	return home, nil
}

func spanOf(fset *token.FileSet, pos, end token.Pos) span {
	file := fset.File(pos)
	return span{file.Offset(pos), file.Offset(end)}
}

// identity tells findings apart when lines have moved.
func identity(prog *driver.Program, f *engine.Finding) string {
	file := prog.Fset.PositionFor(f.Pos, false).Filename
	return numbers.ReplaceAllString(fmt.Sprintf("%s\x00%s\x00%s", file, f.Func, text(f)), "N")
}

// call returns the outermost call around a finding within its statement.
func (tp *topic) call(file string, f *engine.Finding) (span, bool) {
	if tp.position(f.Pos).Filename != file {
		return span{}, false
	}
	path, _ := astutil.PathEnclosingInterval(tp.files[file], f.Pos, f.End)
	var call *ast.CallExpr
	for _, n := range path {
		switch n := n.(type) {
		case *ast.CallExpr:
			call = n
			continue
		case ast.Stmt, *ast.FuncLit, ast.Decl:
		default:
			continue
		}
		break
	}
	if call == nil {
		return span{}, false
	}
	return spanOf(tp.prog.Fset, call.Pos(), call.End()), true
}

// judgeModularFixes judges the fixes that only modular drivers offer. They have no golden, but are applied all the same.
func (tp *topic) judgeModularFixes(groups []*group, findings []*engine.Finding) {
	tp.t.Helper()
	for _, g := range tp.group(findings) {
		src, err := os.ReadFile(g.file)
		if err != nil {
			tp.t.Errorf("%v", err)
			continue
		}
		for _, o := range g.fixes {
			known := slices.ContainsFunc(groups, func(other *group) bool {
				return other.file == g.file && slices.ContainsFunc(other.fixes, func(p offer) bool { return slices.Equal(p.edits, o.edits) })
			})
			if known {
				continue
			}
			out, _, err := apply(src, o.edits)
			if err == nil {
				_, err = tp.compileAll(map[string][]byte{g.file: out})
			}
			if err == nil {
				if err = checkFormat(out); err != nil {
					err = fmt.Errorf("the result %w", err)
				}
			}
			if err != nil {
				tp.t.Errorf("%s: %s: fix %q: %v", tp.at(o.finding.Pos), packageMode, o.fix.Message, err)
			}
		}
	}
}

// compareGolden compares the effect of the fixes in a file with its golden, or writes that.
func (tp *topic) compareGolden(file string, groups []*group) {
	tp.t.Helper()
	name := file + ".golden"
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		tp.t.Errorf("%v", err)
		return
	}
	archive := txtar.Parse(data)
	written := &txtar.Archive{Comment: archive.Comment}
	sections := make(map[string]bool)
	for _, section := range archive.Files {
		if sections[section.Name] {
			tp.t.Errorf("%s:%d: a second section %q", tp.name(name), sectionLine(data, section.Name), section.Name)
			continue
		}
		sections[section.Name] = true
		i := slices.IndexFunc(groups, func(g *group) bool { return g.message == section.Name })
		switch {
		case i < 0 && !tp.update:
			tp.t.Errorf("%s:%d: no finding offers the fix %q", tp.name(name), sectionLine(data, section.Name), section.Name)
		case i < 0:
			// The fix is gone, and so goes its section.
		case groups[i].bad:
			written.Files = append(written.Files, section) // a wrong fix changes no golden
		default:
			got, ok := tp.fixed(groups[i])
			if !ok {
				written.Files = append(written.Files, section)
				continue
			}
			if !tp.update && !bytes.Equal(got, section.Data) {
				tp.t.Errorf("%s:%d: the fix %q makes something else of the file:\n%s", tp.name(name), sectionLine(data, section.Name), section.Name,
					diff.Diff("golden", section.Data, "fixed", got))
			}
			written.Files = append(written.Files, txtar.File{Name: section.Name, Data: got})
		}
	}
	for _, g := range groups {
		if sections[g.message] {
			continue
		}
		if !tp.update {
			tp.t.Errorf("%s: fix %q has no section in %s (-update writes it)", tp.at(g.fixes[0].finding.Pos), g.message, tp.name(name))
			continue
		}
		if got, ok := tp.fixed(g); ok && !g.bad {
			written.Files = append(written.Files, txtar.File{Name: g.message, Data: got})
		}
	}
	if !tp.update {
		return
	}
	out := txtar.Format(written)
	switch {
	case len(written.Files) == 0 && data != nil:
		err = os.Remove(name)
	case len(written.Files) > 0 && !bytes.Equal(out, data):
		err = os.WriteFile(name, out, 0o644)
	default:
		err = nil
	}
	if err != nil {
		tp.t.Errorf("%v", err)
	}
}

// fixed returns the file as the command writes it when it applies the fixes of the group.
func (tp *topic) fixed(g *group) ([]byte, bool) {
	tp.t.Helper()
	if g.bad {
		return nil, false
	}
	var findings []*engine.Finding
	for _, o := range g.fixes {
		only := *o.finding
		only.Fixes = []engine.Fix{o.fix}
		findings = append(findings, &only)
	}
	fixer := &driver.Fixer{Fset: tp.prog.Fset, Read: tp.prog.ReadFile, Accept: func(*engine.Finding, *engine.Fix) bool { return true }}
	changes, err := fixer.Apply(findings)
	switch {
	case err != nil:
		tp.t.Errorf("%s: fix %q: %v", tp.at(g.fixes[0].finding.Pos), g.message, err)
	case changes.Dropped > 0 || len(changes.Files) != 1:
		tp.t.Errorf("%s: fix %q: the command does not apply it to all %d findings of the file at once", tp.at(g.fixes[0].finding.Pos), g.message, len(g.fixes))
	default:
		return changes.Files[0].New, true
	}
	return nil, false
}

// sectionLine returns the line of a golden where a section starts.
func sectionLine(data []byte, section string) int {
	i := bytes.Index(data, []byte("-- "+section+" --"))
	return 1 + bytes.Count(data[:max(i, 0)], []byte("\n"))
}
