package script

import "strings"

// A Word is one argument of a command line.
type Word struct {
	Text   string // as the program gets it
	Quoted bool   // some of it was in quotation marks
}

// Line splits a command line into the name of a program and its arguments, as Windows programs do. The name knows no escapes:
// a backslash in it is one.
//
// See https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments.
func Line(line string) []Word {
	line = strings.TrimLeft(line, " \t")
	if line == "" {
		return nil
	}
	var w Word
	var b strings.Builder
	inside := false
	i := 0
	for ; i < len(line) && (inside || !isBlank(line[i])); i++ {
		if line[i] == '"' {
			inside, w.Quoted = !inside, true
		} else {
			b.WriteByte(line[i])
		}
	}
	w.Text = b.String()
	return append([]Word{w}, Args(line[i:])...)
}

// Args splits the arguments of a command line. A backslash is one, unless a quotation mark follows: then two are one, and a single
// one makes the mark a character. Within quotation marks two of them are a character.
func Args(line string) []Word {
	var out []Word
	for i := 0; i < len(line); {
		if isBlank(line[i]) {
			i++
			continue
		}
		var w Word
		var b strings.Builder
		inside := false
		for i < len(line) && (inside || !isBlank(line[i])) {
			switch line[i] {
			case '\\':
				n := len(line[i:]) - len(strings.TrimLeft(line[i:], `\`))
				i += n
				if i == len(line) || line[i] != '"' {
					b.WriteString(line[i-n : i])
					continue
				}
				b.WriteString(line[i-n : i-n+n/2])
				if n%2 == 1 {
					b.WriteByte('"')
					i++
				}
			case '"':
				w.Quoted = true
				if inside && i+1 < len(line) && line[i+1] == '"' {
					b.WriteByte('"')
					i++
				} else {
					inside = !inside
				}
				i++
			default:
				b.WriteByte(line[i])
				i++
			}
		}
		w.Text = b.String()
		out = append(out, w)
	}
	return out
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// Quote returns an argument as a command line has it, so that Args finds it again. Package os/exec writes command lines so.
func Quote(arg string) string {
	quote := arg == "" || strings.ContainsAny(arg, " \t")
	arg = Escape(arg)
	if !quote {
		return arg
	}
	return `"` + arg + arg[len(strings.TrimRight(arg, `\`)):] + `"`
}

// Escape returns a text with its quotation marks as a command line has them.
func Escape(text string) string {
	if !strings.Contains(text, `"`) {
		return text
	}
	var b strings.Builder
	slashes := 0
	for i := range len(text) {
		switch text[i] {
		case '\\':
			slashes++
		case '"':
			b.WriteString(strings.Repeat(`\`, slashes+1))
			slashes = 0
		default:
			slashes = 0
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// Texts returns the arguments without saying which were quoted.
func Texts(words []Word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.Text)
	}
	return out
}

// Program returns the base name of a program in lower case, without .exe.
func Program(path string) string {
	path = strings.ToLower(path[strings.LastIndexAny(path, `\/`)+1:])
	return strings.TrimSuffix(path, ".exe")
}
