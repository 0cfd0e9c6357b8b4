//go:build ignore

// Package ignore checks the comments that silence findings.
//
// A comment
//
//	//rdslint:ignore objectname the updater of all users shares this lock
//
// silences the rules that it names, with commas between them, on its line. If it stands alone it does so on the next line;
// several such comments may stand there, one below the other.
//
// # Reports
//
//   - a comment without a rule, or without a reason: it silences nothing (warning)
//   - a comment that names what is no rule (warning)
//   - a comment on a line where the rule reports nothing, any more or ever (warning)
//
// # Stays silent
//
// The last of these is said only where rdslint sees the whole module, if the rule ran, in packages that type-check and code
// that something runs. //nolint:rdslint silences all rules, needs no reason and is not checked: golangci-lint's nolintlint
// does that.
//
// # See
//
// The pages of the other rules say what there is to silence.
package ignore
