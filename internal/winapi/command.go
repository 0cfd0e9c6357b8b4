package winapi

import (
	"slices"
	"strings"
	"unicode"
)

// A commandLine is a fact about running a program with certain arguments.
type commandLine struct {
	fact Func
	// has, the words after the program in the data's name, must occur among the words of the arguments in this order; one
	// with "+" directly after the one before. None of not may occur.
	has, not []string
}

// CommandLine returns what it means to run a program with arguments: nil if nothing is known, several facts if one
// command does several things. The program may have a directory and ".exe", and args may be words, or longer texts that
// a shell splits. A fact's Name is the program and the words that decide, its Family the program.
func (c *Catalogue) CommandLine(program string, args ...string) []*Func {
	name := programName(program)
	lines := c.commands[name]
	if lines == nil {
		return nil
	}
	var found []*Func
	match := matchWords
	if name == "powershell" {
		match = matchScript
	}
	text := strings.Join(args, " ")
	for _, l := range lines {
		if match(text, l.has, l.not) {
			found = append(found, &l.fact)
		}
	}
	if name == "powershell" || name == "wmic" {
		found = c.asked(found, text)
	}
	return found
}

// A property is a fact about a property of a class of management instrumentation.
type property struct {
	fact        Func
	class, name string
	short       string // what wmic calls the class besides
}

// Property returns what a property of a class of management instrumentation holds, or nil. Case does not matter.
func (c *Catalogue) Property(class, name string) *Func {
	for _, p := range c.wmi {
		if strings.EqualFold(p.name, name) && strings.EqualFold(p.class, class) {
			return &p.fact
		}
	}
	return nil
}

// HasProperty reports whether something is known of a property with this name, of whichever class.
func (c *Catalogue) HasProperty(name string) bool {
	return slices.ContainsFunc(c.wmi, func(p *property) bool { return len(p.name) == len(name) && strings.EqualFold(p.name, name) })
}

// asked appends to found the properties that a command asks management instrumentation for.
func (c *Catalogue) asked(found []*Func, command string) []*Func {
	words := strings.FieldsFunc(command, func(r rune) bool { return r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	has := func(s string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, s) })
	}
	for _, p := range c.wmi {
		if has(p.name) && (has(p.class) || has(p.short)) {
			found = append(found, &p.fact)
		}
	}
	return found
}

// Program reports whether something is known of running a program.
func (c *Catalogue) Program(program string) bool { return c.commands[programName(program)] != nil }

// programName returns the name of a program in the data.
func programName(program string) string {
	name := strings.ToLower(program[strings.LastIndexAny(program, `/\`)+1:])
	name = strings.TrimSuffix(name, ".exe")
	if name == "pwsh" {
		return "powershell"
	}
	return name
}

// matchScript looks for the texts anywhere: quoting and aliases leave words of PowerShell few certain ends.
func matchScript(text string, has, not []string) bool {
	text = strings.ToLower(text)
	for _, s := range not {
		if strings.Contains(text, strings.ToLower(s)) {
			return false
		}
	}
	for _, s := range has {
		_, rest, ok := strings.Cut(text, strings.ToLower(s))
		if !ok {
			return false
		}
		text = rest
	}
	return true
}

func matchWords(text string, has, not []string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '"' })
	for _, w := range words {
		for _, s := range not {
			if isWord(w, s) {
				return false
			}
		}
	}
	i := 0
	for _, s := range has {
		s, next := strings.CutPrefix(s, "+")
		for !next && i < len(words) && !isWord(words[i], s) {
			i++
		}
		if i >= len(words) || !isWord(words[i], s) {
			return false
		}
		i++
	}
	return true
}

// isWord reports whether the word is s, or begins with it and goes on with a value. Case does not matter, and options
// begin with a slash or a dash.
func isWord(word, s string) bool {
	if len(word) < len(s) {
		return false
	}
	if s[0] == '/' && word[0] == '-' {
		word = "/" + word[1:]
	}
	return strings.EqualFold(word[:len(s)], s) && (len(word) == len(s) || strings.IndexByte(`,=:\`, word[len(s)]) >= 0)
}
