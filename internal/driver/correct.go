package driver

import (
	"slices"

	"github.com/rdslint/rdslint/internal/engine"
)

// A Judged is a program with what was found in it.
type Judged struct {
	Program  *Program
	Findings []*engine.Finding
	// Accept chooses the fixes to apply, as [Fixer.Accept] does.
	Accept func(*engine.Finding, *engine.Fix) bool
}

// maxRounds bounds Correct. Each round brings in fixes that met another one in the round before.
const maxRounds = 5

// A Correction is what [Correct] made of a program.
type Correction struct {
	Changes *Changes
	// After is the program with the changes, and what is left to be found in it.
	After Judged
	// Refused are the files that are left as they were, because a package would not type-check any more.
	Refused []string
}

// Correct applies the fixes of findings in memory, as -fix does, until no more of them meet. Again judges the program with files
// replaced by an overlay.
func Correct(state Judged, again func(overlay map[string][]byte) (Judged, error)) (*Correction, error) {
	c := &Correction{Changes: new(Changes), After: state}
	first := countTypeErrors(state.Program)
	for range maxRounds {
		prog := c.After.Program
		fixer := Fixer{Fset: prog.Fset, Roots: prog.Roots(), Accept: c.After.Accept, Read: prog.ReadFile}
		changes, err := fixer.Apply(c.After.Findings)
		if err != nil {
			return nil, err
		}
		changes.Discard(func(file string) bool { return slices.Contains(c.Refused, file) })
		if len(changes.Files) == 0 {
			break
		}
		merged := new(Changes)
		merged.Then(c.Changes)
		merged.Then(changes)
		next, err := again(merged.Overlay())
		if err != nil {
			return nil, err
		}
		if broken := brokenFiles(first, next.Program, changes); len(broken) > 0 {
			c.Refused = append(c.Refused, broken...)
			continue
		}
		c.Changes, c.After = merged, next
		if changes.Dropped == 0 {
			break
		}
	}
	return c, nil
}

func countTypeErrors(prog *Program) map[string]int {
	n := make(map[string]int)
	for _, p := range prog.Packages {
		n[p.Path] = len(p.TypeErrors)
	}
	return n
}

// brokenFiles returns the changed files of the packages that have more type errors than before. If the errors are
// elsewhere, every change is suspect.
func brokenFiles(before map[string]int, after *Program, changes *Changes) []string {
	var (
		broken bool
		in     = make(map[string]bool)
	)
	for _, p := range after.Packages {
		if len(p.TypeErrors) <= before[p.Path] {
			continue
		}
		broken = true
		for _, f := range p.Files {
			in[after.Fset.File(f.FileStart).Name()] = true
		}
	}
	if !broken {
		return nil
	}
	var own, all []string
	for _, c := range changes.Files {
		all = append(all, c.File)
		if in[c.File] {
			own = append(own, c.File)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}
