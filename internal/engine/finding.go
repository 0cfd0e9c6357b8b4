// Findings: levels, steps, fixes and edits.

package engine

import (
	"go/token"
)

// A Level says how bad a finding is.
type Level uint8

// The levels, from the mildest.
const (
	Note    Level = iota + 1 // worth knowing; not printed by default
	Warning                  // misbehaves as soon as two sessions run it
	Error                    // breaks on an RD Session Host
)

// String returns the word by which settings and reports name the level; "off" for none.
func (l Level) String() string {
	switch l {
	case Note:
		return "note"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "off"
}

// ParseLevel returns the level that a word names, and whether it names one. "off" is no level, but zero.
func ParseLevel(word string) (Level, bool) {
	for _, l := range []Level{Note, Warning, Error} {
		if l.String() == word {
			return l, true
		}
	}
	return 0, false
}

// A Finding is one place that a rule reports.
type Finding struct {
	Rule    string
	Level   Level
	Message string // a sentence without a final stop
	URL     string // the page of the rule

	Package string // import path
	Func    string // the enclosing function's id, "" at package level
	Pos     token.Pos
	End     token.Pos
	// Contexts says where the code runs: "service", "session", both, or none when unknown.
	Contexts []string
	Path     []Step
	Fixes    []Fix
}

// A Step is one place on the way to a finding: from the entry point, or from the value to its use. Pos may be NoPos when
// the place is known only from another package's summary; then Where says it.
type Step struct {
	Pos     token.Pos
	Where   token.Position
	Message string
}

// A Fix is one way to correct a finding. Its edits lie in one file.
type Fix struct {
	Message string // an imperative sentence: "Add the prefix Local\"
	Safe    bool
	Edits   []Edit
}

// An Edit replaces the source between Pos and End.
type Edit struct {
	Pos, End token.Pos
	New      string
}
