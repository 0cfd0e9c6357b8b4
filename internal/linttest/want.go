package linttest

import (
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mode is a way to run the rules; a set of them says where a want counts.
type mode uint8

const (
	moduleMode  mode = 1 << iota // the command: all packages first, then the rules
	packageMode                  // go vet: package by package, with facts
)

func (m mode) String() string {
	switch m {
	case moduleMode:
		return "whole-module"
	case packageMode:
		return "modular"
	}
	return "both"
}

// A want is one expectation of a fixture.
type want struct {
	file  string
	line  int
	modes mode
	text  string // as written, with its quotes
	re    *regexp.Regexp
}

func (w *want) String() string {
	switch w.modes {
	case moduleMode:
		return "want:module " + w.text
	case packageMode:
		return "want:package " + w.text
	}
	return "want " + w.text
}

// isNote reports whether w can only mean a note.
func (w *want) isNote() bool {
	pattern, err := strconv.Unquote(w.text)
	return err == nil && strings.HasPrefix(strings.TrimPrefix(pattern, "^"), "note")
}

// A lineError is a complaint about a line of a fixture.
type lineError struct {
	file string
	line int
	msg  string
}

// readWants returns the expectations in the file, and what is wrong with the way they are written. It reads the tokens
// and not the syntax tree, because a fixture may be broken on purpose.
func readWants(filename string) ([]*want, []lineError) {
	src, err := os.ReadFile(filename)
	if err != nil {
		return nil, []lineError{{filename, 1, err.Error()}}
	}
	var (
		wants []*want
		errs  []lineError
		scan  scanner.Scanner
		file  = token.NewFileSet().AddFile(filename, -1, len(src))
	)
	scan.Init(file, src, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, lit := scan.Scan()
		if tok == token.EOF {
			return wants, errs
		}
		if tok != token.COMMENT {
			continue
		}
		line := file.PositionFor(pos, false).Line
		ws, err := parseWants(lit)
		if err != nil {
			errs = append(errs, lineError{filename, line, err.Error()})
		}
		for _, w := range ws {
			w.file, w.line = filename, line
			wants = append(wants, w)
		}
	}
}

// parseWants parses the wants in the text of one comment. Prose that starts with the word "want" is an error: a
// misspelt expectation must not turn into a comment that nobody reads.
func parseWants(comment string) ([]*want, error) {
	body, line := strings.CutPrefix(comment, "//")
	if !line {
		body = strings.TrimSuffix(strings.TrimPrefix(comment, "/*"), "*/")
	}
	rest := strings.TrimSpace(body)
	if !startsWithWant(rest) {
		// It may stand behind another comment, typically a directive.
		i := strings.Index(rest, "// want")
		if i < 0 || !startsWithWant(rest[i+len("// "):]) {
			return nil, nil
		}
		rest = rest[i+len("// "):]
	}

	var wants []*want
	for rest != "" {
		rest = strings.TrimSpace(strings.TrimPrefix(rest, "//"))
		if !startsWithWant(rest) {
			return nil, fmt.Errorf("malformed want: expected want, want:module or want:package at %q", rest)
		}
		rest = rest[len("want"):]
		modes := moduleMode | packageMode
		if kind, ok := strings.CutPrefix(rest, ":"); ok {
			word := kind
			if i := strings.IndexFunc(kind, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
				word = kind[:i]
			}
			switch word {
			case "module":
				modes = moduleMode
			case "package":
				modes = packageMode
			default:
				return nil, fmt.Errorf("malformed want: no mode %q, only module and package", word)
			}
			rest = kind[len(word):]
		}
		n := 0
		for rest = strings.TrimSpace(rest); rest != "" && (rest[0] == '"' || rest[0] == '`'); n++ {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("malformed want: no closing quote at %s", rest)
			}
			pattern, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, fmt.Errorf("malformed want: %s: %v", quoted, err)
			}
			if pattern == "" {
				return nil, fmt.Errorf("malformed want: an empty expression matches everything")
			}
			re, err := regexp.Compile(pattern)
			if err != nil {
				return nil, fmt.Errorf("malformed want: %v", err)
			}
			wants = append(wants, &want{modes: modes, text: quoted, re: re})
			rest = strings.TrimSpace(rest[len(quoted):])
		}
		if n == 0 {
			return nil, fmt.Errorf("malformed want: expected a quoted regular expression at %q", rest)
		}
	}
	return wants, nil
}

// startsWithWant reports whether s starts with the word want. "wanted" is another word.
func startsWithWant(s string) bool {
	rest, ok := strings.CutPrefix(s, "want")
	if !ok {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_'
}

// An outcome is one thing that a way in said about a line.
type outcome struct {
	file  string
	line  int
	texts []string // a want matches if it matches one of them; the first is shown
}

// compare matches the outcomes with the wants that count in the mode, one to one, and returns those left over.
func compare(wants []*want, outcomes []outcome, m mode) (missing []*want, unexpected []outcome) {
	type place struct {
		file string
		line int
	}
	byPlace := make(map[place][]*want)
	for _, w := range wants {
		if w.modes&m != 0 {
			p := place{w.file, w.line}
			byPlace[p] = append(byPlace[p], w)
		}
	}
	// Expressions of one line can overlap ("warning" and "warning: .*pipe"), so the first that matches is not always
	// the right one: this is Kuhn's matching by augmenting paths.
	owner := make(map[*want]int)
	var assign func(i int, seen map[*want]bool) bool
	assign = func(i int, seen map[*want]bool) bool {
		o := outcomes[i]
		for _, w := range byPlace[place{o.file, o.line}] {
			if seen[w] || !matches(w.re, o.texts) {
				continue
			}
			seen[w] = true
			if j, taken := owner[w]; !taken || assign(j, seen) {
				owner[w] = i
				return true
			}
		}
		return false
	}
	for i, o := range outcomes {
		if !assign(i, make(map[*want]bool)) {
			unexpected = append(unexpected, o)
		}
	}
	for _, w := range wants {
		if _, found := owner[w]; w.modes&m != 0 && !found {
			missing = append(missing, w)
		}
	}
	return missing, unexpected
}

func matches(re *regexp.Regexp, texts []string) bool {
	for _, text := range texts {
		if re.MatchString(text) {
			return true
		}
	}
	return false
}
