// Package script takes command lines apart, and tells what a command does to the processes of all sessions that it finds by the
// name of their program: it reads taskkill, tasklist and wmic by their arguments, and PowerShell by a small tokenizer.
package script

import (
	"regexp"
	"strings"
)

// An Act is what a command does to processes that it finds by name in all sessions.
type Act struct {
	Kind Kind
	// Pos and End delimit the words in the text that was read, where it was read as one text.
	Pos, End int
	// Command is the word that does it, as it is written.
	Command string
	// Name is the program that is looked for, where it is a plain word.
	Name string
}

// A Kind says what is done.
type Kind uint8

// The kinds of acts. Of those that only list the processes the program decides what follows.
const (
	Nothing Kind = iota
	Ends
	Decides // the script itself acts on whether there are any
	Lists   // the processes with a name
	ListsAll
)

// Taskkill reads the arguments of taskkill.
//
// See https://learn.microsoft.com/windows-server/administration/windows-commands/taskkill: without a filter it ends the
// processes of all sessions that the caller may end.
func Taskkill(args []string) Act {
	image, by := image(args)
	if by && !narrowed(args) {
		return Act{Kind: Ends, Command: "taskkill", Name: image}
	}
	return Act{}
}

// Tasklist reads the arguments of tasklist, which lists the processes of all sessions.
func Tasklist(args []string) Act {
	for _, a := range args {
		if flag(a) == "/svc" || flag(a) == "/m" || flag(a) == "/s" {
			return Act{} // services, modules, or another computer
		}
	}
	if narrowed(args) {
		return Act{}
	}
	if name, by := image(args); by {
		return Act{Kind: Lists, Command: "tasklist", Name: name}
	}
	return Act{Kind: ListsAll, Command: "tasklist"}
}

// image returns the name that the arguments look for, and whether they look for one.
func image(args []string) (name string, by bool) {
	for i, a := range args {
		switch {
		case flag(a) == "/im" && i+1 < len(args):
			return args[i+1], true
		case strings.HasPrefix(flag(a), "/im:"):
			return a[len("/im:"):], true
		}
	}
	for _, f := range filters(args) {
		if f.field == "imagename" && f.op == "eq" {
			return f.value, true
		}
	}
	return "", false
}

func flag(a string) string {
	if strings.HasPrefix(a, "-") {
		a = "/" + a[1:]
	}
	return strings.ToLower(a)
}

type filter struct{ field, op, value string }

// filters returns the conditions after /FI, which are one argument or three.
func filters(args []string) []filter {
	var out []filter
	for i, a := range args {
		if flag(a) != "/fi" || i+1 >= len(args) {
			continue
		}
		words := strings.Fields(strings.Trim(args[i+1], `"'`))
		for k := i + 2; len(words) < 3 && k < len(args); k++ {
			words = append(words, strings.Trim(args[k], `"'`))
		}
		if len(words) >= 3 {
			out = append(out, filter{strings.ToLower(words[0]), strings.ToLower(words[1]), strings.Join(words[2:], " ")})
		}
	}
	return out
}

// narrowed reports whether a filter keeps to one session, user, process or service. Only processes of the caller's own
// session have a window title for it.
func narrowed(args []string) bool {
	for _, f := range filters(args) {
		if f.op != "eq" {
			continue
		}
		switch f.field {
		case "session", "username", "pid", "windowtitle", "services", "sessionname":
			return true
		}
	}
	return false
}

var (
	wqlName    = regexp.MustCompile(`(?i)\b(name|caption|description|executablepath|commandline)\s*(=|like\b)\s*\\?['"]*([^'"%\\()\s]*)`)
	wqlNarrow  = regexp.MustCompile(`(?i)\b(sessionid|processid|parentprocessid|handle)\s*=`)
	wqlProcess = regexp.MustCompile(`(?i)\bfrom\s+win32_process\b`)
)

// Wmic reads the arguments of wmic.
func Wmic(args []string) Act {
	text := strings.Join(args, " ")
	low := strings.ToLower(text)
	if !hasWord(low, "process") || hasWord(low, "/node") {
		return Act{}
	}
	m := wqlName.FindStringSubmatch(text)
	if wqlNarrow.MatchString(text) {
		return Act{}
	}
	a := Act{Command: "wmic process"}
	if m != nil {
		a.Name = m[3]
	}
	switch {
	case m != nil && (hasWord(low, "delete") || hasWord(low, "terminate")):
		a.Kind = Ends
	case m != nil:
		a.Kind = Lists
	case hasWord(low, "create") || hasWord(low, "delete"):
		return Act{}
	default:
		a.Kind = ListsAll
	}
	return a
}

func hasWord(text, word string) bool {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\"'(),:", r) }) {
		if w == word {
			return true
		}
	}
	return false
}

// WQL reads a query of management instrumentation.
func WQL(query string) Act {
	m := wqlName.FindStringSubmatch(query)
	if !wqlProcess.MatchString(query) || wqlNarrow.MatchString(query) || m == nil {
		return Act{}
	}
	return Act{Kind: Lists, Command: "Win32_Process", Name: m[3]}
}

// Batch returns what the lines of a batch file do.
func Batch(text string) []Act {
	var out []Act
	pos := 0
	for line := range strings.Lines(text) {
		start := pos
		pos += len(line)
		trimmed := strings.TrimLeft(line, " \t@(")
		words := Texts(Line(strings.TrimRight(trimmed, "\r\n")))
		if len(words) == 0 || Program(words[0]) != "taskkill" {
			continue
		}
		if a := Taskkill(words[1:]); a.Kind == Ends {
			a.Pos = start + len(line) - len(trimmed)
			a.End = start + len(strings.TrimRight(line, " \t\r\n"))
			out = append(out, a)
		}
	}
	return out
}
