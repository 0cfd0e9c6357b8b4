// Trials of fixes: whether their result compiles, and no rule reports it.

package engine

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/rdslint/rdslint/internal/engine/splice"
)

// An Offer is one of the fixes of a finding.
type Offer struct {
	Finding *Finding
	Fix     *Fix
}

// Withhold takes fixes away from their findings. Pointers into a list of fixes that changes become stale.
func Withhold(findings []*Finding, drop map[*Fix]bool) {
	for _, f := range findings {
		var kept []Fix
		for i := range f.Fixes {
			if !drop[&f.Fixes[i]] {
				kept = append(kept, f.Fixes[i])
			}
		}
		if len(kept) < len(f.Fixes) {
			f.Fixes = kept
		}
	}
}

// A Trial is what some fixes together make of the files that they edit. A fix is offered only if its trial shows that the
// result compiles and that no rule reports it.
type Trial struct {
	fset   *token.FileSet
	offers []Offer
	drafts map[string]*splice.Draft
}

// NewTrial applies fixes in memory. It fails if one of them does not apply to the source, or two of them not together.
func NewTrial(fset *token.FileSet, read func(string) ([]byte, error), offers []Offer) (*Trial, error) {
	t := &Trial{fset: fset, offers: offers, drafts: map[string]*splice.Draft{}}
	for _, o := range offers {
		file := fset.File(o.Fix.Edits[0].Pos)
		for _, e := range o.Fix.Edits {
			if file == nil || fset.File(e.Pos) != file || e.End.IsValid() && (e.End < e.Pos || fset.File(e.End) != file) {
				return nil, errors.New("its edits are not in one file")
			}
		}
		d := t.drafts[file.Name()]
		if d == nil {
			src, err := read(file.Name())
			if err != nil {
				return nil, err
			}
			if len(src) != file.Size() {
				return nil, errors.New("the file is not what was read first")
			}
			d = &splice.Draft{Src: src}
			t.drafts[file.Name()] = d
		}
		if !d.Add(Spans(file, o.Fix.Edits)) {
			return nil, errors.New("its edits clash")
		}
	}
	return t, nil
}

// Spans returns edits as offsets in their file, sorted by place.
func Spans(file *token.File, edits []Edit) []splice.Span {
	var spans []splice.Span
	for _, e := range edits {
		s := splice.Span{Start: file.Offset(e.Pos), End: file.Offset(e.Pos), Text: e.New}
		if e.End.IsValid() {
			s.End = file.Offset(e.End)
		}
		spans = append(spans, s)
	}
	splice.Sort(spans)
	return spans
}

// Overlay returns the edited files by name.
func (t *Trial) Overlay() map[string][]byte {
	overlay := make(map[string][]byte)
	for name, d := range t.drafts {
		overlay[name], _ = d.Edited()
	}
	return overlay
}

// Formatted returns an error if a file was formatted before, and is no more. Columns do not count: who applies a fix
// formats the file.
func (t *Trial) Formatted() error {
	for _, d := range t.drafts {
		if splice.Formatted(d.Src) != nil {
			continue
		}
		out, _ := d.Edited()
		if err := splice.Formatted(out); err != nil {
			return err
		}
	}
	return nil
}

// Compiles returns an error if there are other type errors than before. Those that excused accepts count for nothing.
func (t *Trial) Compiles(before, after []types.Error, excused func(types.Error) bool) error {
	key := func(e types.Error) string {
		msg := e.Msg
		if strings.HasPrefix(msg, "could not import ") {
			msg, _, _ = strings.Cut(msg, " (") // why is told in the words of whoever imports
		}
		return e.Fset.PositionFor(e.Pos, false).Filename + "\x00" + numbers.ReplaceAllString(msg, "N")
	}
	old := map[string]int{}
	for _, e := range before {
		old[key(e)]++
	}
	for _, e := range after {
		k := key(e)
		if old[k]--; old[k] < 0 && !excused(e) {
			return fmt.Errorf("the result does not compile: %s", e.Msg)
		}
	}
	return nil
}

// Clears returns an error if a rule reports what the fixes wrote, a place that they were to correct, or anything that was
// not there before. Before and after are what is found in the package.
func (t *Trial) Clears(before, after []*Finding) error {
	offered := make(map[*Finding]bool, len(t.offers))
	for _, o := range t.offers {
		offered[o.Finding] = true
	}
	old := map[string]int{}
	for _, f := range before {
		if !offered[f] {
			old[t.identity(f)]++
		}
	}
	corrected := map[string][]splice.Range{}
	for _, o := range t.offers {
		if file := t.fset.File(o.Finding.Pos); file != nil {
			corrected[file.Name()] = append(corrected[file.Name()], splice.Range{Start: file.Offset(o.Finding.Pos), End: file.Offset(o.Finding.End)})
		}
	}
	places := map[string][]splice.Range{}
	for name, d := range t.drafts {
		_, written := d.Edited()
		places[name] = append(written, d.Moved(corrected[name])...)
	}
	for _, f := range after {
		if file := t.fset.File(f.Pos); file != nil {
			at := splice.Range{Start: file.Offset(f.Pos), End: file.Offset(f.End)}
			if slices.ContainsFunc(places[file.Name()], at.Overlaps) {
				return fmt.Errorf("the result is reported: %s (%s)", f.Message, f.Rule)
			}
		}
		id := t.identity(f)
		if old[id]--; old[id] < 0 {
			return fmt.Errorf("the result is reported elsewhere: %s (%s)", f.Message, f.Rule)
		}
	}
	return nil
}

// identity tells findings apart when lines have moved and closures were added.
func (t *Trial) identity(f *Finding) string {
	file := t.fset.PositionFor(f.Pos, false).Filename
	return file + "\x00" + f.Rule + "\x00" + numbers.ReplaceAllString(f.Func+"\x00"+f.Message, "N")
}

// numbers are the parts of messages and of function ids that change when lines or closures are added above.
var numbers = regexp.MustCompile(`[:$]\d+`)

// Layers sorts fixes into lists of such as do not clash with each other, in order: fixes that clash with one of the first
// list are for a second run.
func Layers(fset *token.FileSet, offers []Offer) [][]Offer {
	var layers [][]Offer
	var drafts []map[*token.File]*splice.Draft
next:
	for _, o := range offers {
		file := fset.File(o.Fix.Edits[0].Pos)
		spans := Spans(file, o.Fix.Edits)
		for i := range layers {
			d := drafts[i][file]
			if d == nil {
				d = new(splice.Draft)
				drafts[i][file] = d
			}
			if d.Add(spans) {
				layers[i] = append(layers[i], o)
				continue next
			}
		}
		d := new(splice.Draft)
		d.Add(spans)
		layers = append(layers, []Offer{o})
		drafts = append(drafts, map[*token.File]*splice.Draft{file: d})
	}
	return layers
}

// Together adds to base, which passes, as many of the others as pass together with it: in order, each one that passes with
// those before it. It asks once if all do, and few times for each that does not.
func Together(base, others []Offer, passes func([]Offer) bool) []Offer {
	if len(others) == 0 {
		return base
	}
	if all := slices.Concat(base, others); passes(all) {
		return all
	}
	if len(others) == 1 {
		return base
	}
	half := len(others) / 2
	return Together(Together(base, others[:half], passes), others[half:], passes)
}

// Qualified returns what stands at pos if it is the name of another package's object: the path of the package, and the
// name.
func Qualified(files []*ast.File, info *types.Info, pos token.Pos) (path, name string) {
	for _, f := range files {
		if pos < f.FileStart || f.FileEnd <= pos {
			continue
		}
		around, _ := astutil.PathEnclosingInterval(f, pos, pos)
		if len(around) < 2 {
			break
		}
		sel, ok := around[1].(*ast.SelectorExpr)
		if !ok || around[0] != sel.Sel {
			break
		}
		if id, ok := sel.X.(*ast.Ident); ok {
			if p, ok := info.Uses[id].(*types.PkgName); ok {
				return p.Imported().Path(), sel.Sel.Name
			}
		}
	}
	return "", ""
}
