package engine

import (
	"errors"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A source is a file to be edited.
type source struct {
	fset *token.FileSet
	file *token.File
	text string
}

func newSource(text string) *source {
	fset := token.NewFileSet()
	return &source{fset, fset.AddFile("a.go", -1, len(text)), text}
}

func (s *source) read(string) ([]byte, error) { return []byte(s.text), nil }

func (s *source) finding(rule, message string, start, end int) *Finding {
	return &Finding{Rule: rule, Message: message, Func: "m.f", Pos: s.file.Pos(start), End: s.file.Pos(end)}
}

// offer gives a finding a fix that replaces its text.
func (s *source) offer(f *Finding, text string) Offer {
	f.Fixes = append(f.Fixes, Fix{Message: "Replace it", Edits: []Edit{{Pos: f.Pos, End: f.End, New: text}}})
	return Offer{f, &f.Fixes[len(f.Fixes)-1]}
}

func (s *source) trial(t *testing.T, offers ...Offer) *Trial {
	t.Helper()
	trial, err := NewTrial(s.fset, s.read, offers)
	require.NoError(t, err)
	return trial
}

const sourceText = "package a\n\nvar x, y = 1, 2\n"

func TestTrialFormatted(t *testing.T) {
	s := newSource(sourceText)
	x := s.finding("r", "m", 22, 23)
	assert.Equal(t, "1", sourceText[22:23])
	require.NoError(t, s.trial(t, s.offer(x, "10")).Formatted())
	require.Error(t, s.trial(t, s.offer(x, "1+  1")).Formatted(), "columns are in lists, this is an operator")
	require.Error(t, s.trial(t, s.offer(x, ")")).Formatted())

	ugly := newSource("package a\n\nvar x,y = 1, 2\n")
	require.NoError(t, ugly.trial(t, ugly.offer(ugly.finding("r", "m", 21, 22), "( 1 )")).Formatted(), "it was not before")
}

func TestTrialCompiles(t *testing.T) {
	s := newSource(sourceText)
	trial := s.trial(t, s.offer(s.finding("r", "m", 22, 23), "10"))
	fail := func(offset int, msg string) types.Error {
		return types.Error{Fset: s.fset, Pos: s.file.Pos(offset), Msg: msg}
	}
	no := func(types.Error) bool { return false }
	before := []types.Error{fail(1, "other declaration at a.go:3"), fail(2, "undefined: z")}
	require.NoError(t, trial.Compiles(before, before, no))
	require.NoError(t, trial.Compiles(before, []types.Error{fail(9, "other declaration at a.go:7")}, no), "the lines moved")
	require.Error(t, trial.Compiles(before, append(before, fail(3, "undefined: z")), no), "one more")
	require.Error(t, trial.Compiles(nil, before[:1], no))
	require.NoError(t, trial.Compiles(nil, before, func(types.Error) bool { return true }))
}

func TestTrialClears(t *testing.T) {
	s := newSource(sourceText)
	x, y := s.finding("r", "at a.go:3", 22, 23), s.finding("r", "at a.go:3", 25, 26)
	trial := s.trial(t, s.offer(x, "1000"))
	before := []*Finding{x, y}
	require.NoError(t, trial.Clears(before, nil))
	moved := s.finding("r", "at a.go:5", 28, 29)
	require.NoError(t, trial.Clears(before, []*Finding{moved}), "y has moved with the text before it")
	require.Error(t, trial.Clears(before, []*Finding{s.finding("r", "at a.go:3", 24, 26)}), "it stands in the new text")
	require.Error(t, trial.Clears(before, []*Finding{s.finding("r2", "new", 0, 3)}), "it is new")
	require.Error(t, trial.Clears(before, []*Finding{moved, moved}), "one of them is new")
	require.NoError(t, trial.Clears([]*Finding{x}, nil))
	require.Error(t, trial.Clears([]*Finding{x}, []*Finding{moved}), "it went elsewhere")
}

func TestTrialRefuses(t *testing.T) {
	s := newSource(sourceText)
	x := s.finding("r", "m", 22, 23)
	offers := []Offer{s.offer(x, "3"), s.offer(s.finding("r", "n", 22, 26), "4, 5")}
	_, err := NewTrial(s.fset, s.read, offers)
	require.Error(t, err, "they clash")
	assert.Len(t, Layers(s.fset, offers), 2)
	_, err = NewTrial(s.fset, func(string) ([]byte, error) { return nil, nil }, offers[:1])
	require.Error(t, err, "it is another file")
	_, err = NewTrial(s.fset, func(string) ([]byte, error) { return nil, errors.New("gone") }, offers[:1])
	require.Error(t, err)
	other := s.fset.AddFile("b.go", -1, 10)
	x.Fixes[0].Edits = append(x.Fixes[0].Edits, Edit{Pos: other.Pos(0), End: other.Pos(0)})
	_, err = NewTrial(s.fset, s.read, []Offer{{x, &x.Fixes[0]}})
	require.Error(t, err, "it edits two files")
}

func TestTogether(t *testing.T) {
	fixes := make([]Fix, 16)
	index := make(map[*Fix]int)
	var offers []Offer
	for i := range fixes {
		index[&fixes[i]] = i
		offers = append(offers, Offer{Fix: &fixes[i]})
	}
	kept := func(bad func(has map[int]bool) bool) (list []int, asked int) {
		for _, o := range Together(nil, offers, func(set []Offer) bool {
			asked++
			has := make(map[int]bool)
			for _, o := range set {
				has[index[o.Fix]] = true
			}
			return !bad(has)
		}) {
			list = append(list, index[o.Fix])
		}
		return list, asked
	}
	all, asked := kept(func(map[int]bool) bool { return false })
	assert.Len(t, all, 16)
	assert.Equal(t, 1, asked)

	list, asked := kept(func(has map[int]bool) bool { return has[5] })
	assert.NotContains(t, list, 5)
	assert.Len(t, list, 15)
	assert.Less(t, asked, 12)

	list, _ = kept(func(has map[int]bool) bool { return has[3] && has[9] })
	assert.Contains(t, list, 3, "the first of two that do not go together stays")
	assert.NotContains(t, list, 9)
	assert.Len(t, list, 15)

	list, _ = kept(func(map[int]bool) bool { return true })
	assert.Empty(t, list)
}

func TestWithhold(t *testing.T) {
	s := newSource(sourceText)
	f := s.finding("r", "m", 22, 23)
	f.Fixes = []Fix{{Message: "a"}, {Message: "b"}, {Message: "c"}}
	Withhold([]*Finding{f}, map[*Fix]bool{&f.Fixes[0]: true, &f.Fixes[1]: true})
	require.Len(t, f.Fixes, 1)
	assert.Equal(t, "c", f.Fixes[0].Message)
}
