// Package linttest judges the rules by fixtures, strictly.
//
// analysistest is too polite for a linter that offers fixes: it passes a golden whose fix is gone, a fix that has no
// golden, and a fix that does not compile. This harness fails on all three, and on everything else that would make a
// user distrust a fix.
//
// # Fixtures
//
// Fixtures live in the module testdata, as testdata/<rule>/<topic>/...: each topic directory is one product of its own,
// judged as if it were the whole module, so that nothing leaks from one topic into the next. All rules run over every
// topic; what another rule says of the fixture has to be wanted too.
//
// A fixture says what it expects in comments on the line of the finding:
//
//	h, err := windows.CreateMutex(nil, false, name) // want "warning: .* \\(objectname\\)"
//	h, err := windows.CreateMutex(nil, false, name) // want:module `error: .* \(objectname\)`
//	h, err := windows.CreateMutex(nil, false, name) // want "first" "second" want:package "third"
//
// Each string is a regular expression, searched in "level: message (rule)". A want stands for exactly one finding:
// "want" in the whole-module mode of the command and in the modular mode of go vet, "want:module" and "want:package" in
// one of the two. Notes count in both. The comment may follow another one, so that it can stand behind a directive
// (//rdslint:ignore objectname reason // want "..."); in a block comment it counts for the line where that starts. The
// wants of notes begin with "note", because go vet does not print those.
//
// A package that is not meant to compile has a file broken.txt beside it that says why.
//
// # Goldens
//
// FILE.go.golden is a txtar archive with one section for each different fix message that whole-module findings offer
// for FILE.go: the formatted content of the file after all fixes with this message have been applied. Run the test with
// -update to write them; a fix that fails another check is not written.
//
// What else a fix must do is in the comment of [suite.judgeFix]. The fixtures of a rule show each kind of fix that it says it
// has, and no other: a rule without a fix fails.
package linttest
