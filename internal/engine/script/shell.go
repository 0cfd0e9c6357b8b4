package script

import (
	"slices"
	"strings"
)

// Dynamic stands for a part of a command that is not known.
const Dynamic = "\uFFFD"

// A Command is one program of a command line, taken out of the shells around it.
type Command struct {
	Program string   // its base name in lower case without .exe; "start" is the shell's own
	Args    []string // as the program gets them
	Shell   bool     // cmd.exe runs it, and has commands of its own
}

// Commands takes a command line apart: the command itself, or those that cmd.exe runs.
func Commands(line string) []Command { return commands(Line(line), 0) }

// Opens reports whether a "start" of the shell opens a document or an address: what is not known counts, unless the
// options say that it is a program without a window.
func (c Command) Opens() bool {
	i := slices.IndexFunc(c.Args, func(a string) bool { return !strings.HasPrefix(a, "/") })
	if i < 0 {
		return false
	}
	_, opens := KindOf(c.Args[i])
	return opens || !slices.Contains(c.Args[:i], "/b") && !slices.Contains(c.Args[:i], "/min")
}

func commands(ws []Word, depth int) []Command {
	if len(ws) == 0 || depth > 4 {
		return nil
	}
	c := Command{Program: Program(ws[0].Text)}
	for _, w := range ws[1:] {
		c.Args = append(c.Args, w.Text)
	}
	if c.Program != "cmd" {
		return []Command{c}
	}
	for i, w := range ws[1:] {
		flag := strings.ToLower(w.Text)
		if !strings.HasPrefix(flag, "/c") && !strings.HasPrefix(flag, "/k") && !strings.HasPrefix(flag, "/r") {
			continue
		}
		rest := ws[i+2:]
		if len(flag) > 2 { // cmd /cstart
			rest = slices.Concat(Line(w.Text[2:]), rest)
		}
		if len(rest) > 0 && rest[0].Quoted {
			// A whole command line in one argument, unless it is a path with blanks.
			if inner := Line(rest[0].Text); len(inner) > 1 && !strings.Contains(inner[0].Text, `:\`) {
				rest = slices.Concat(inner, rest[1:])
			}
		}
		var out []Command
		for len(rest) > 0 {
			end := slices.IndexFunc(rest, func(w Word) bool { return !w.Quoted && strings.Trim(w.Text, "&|") == "" })
			if end < 0 {
				end = len(rest)
			}
			for _, inner := range shellCommand(rest[:end], depth+1) {
				inner.Shell = true
				out = append(out, inner)
			}
			rest = rest[min(end+1, len(rest)):]
		}
		return out
	}
	return []Command{c}
}

// shellCommand takes a command of cmd.exe apart: its own "start" runs or opens what follows the title and the options.
func shellCommand(ws []Word, depth int) []Command {
	if len(ws) == 0 || Program(ws[0].Text) != "start" {
		return commands(ws, depth)
	}
	c := Command{Program: "start"}
	rest := ws[1:]
	if len(rest) > 0 && rest[0].Quoted {
		if _, opens := KindOf(rest[0].Text); len(rest) > 1 || !opens {
			rest = rest[1:] // the title
		}
	}
	for len(rest) > 0 && (strings.HasPrefix(rest[0].Text, "/") || rest[0].Text == "") {
		flag := strings.ToLower(rest[0].Text)
		c.Args = append(c.Args, flag)
		rest = rest[1:]
		if flag == "/d" && len(rest) > 0 {
			rest = rest[1:]
		}
	}
	if len(rest) == 0 {
		return []Command{c}
	}
	if runs, opens := KindOf(rest[0].Text); runs && !opens {
		return commands(rest, depth)
	}
	for _, w := range rest {
		c.Args = append(c.Args, w.Text)
	}
	return []Command{c}
}

// KindOf tells what the shell makes of a file: runs it as a program, or opens it with one. Both are false where that is
// not known.
func KindOf(file string) (runs, opens bool) {
	low := strings.ToLower(file)
	if i := strings.IndexByte(low, ':'); i > 1 && !strings.ContainsAny(low[:i], `\/ .`+Dynamic) {
		return false, true // a URL
	}
	if strings.HasPrefix(low, "www.") {
		return false, true
	}
	base := low[strings.LastIndexAny(low, `\/`)+1:]
	dot := strings.LastIndexByte(base, '.')
	switch {
	case strings.HasSuffix(low, Dynamic), low == "":
		return false, false
	case dot < 0:
		// A bare word is a program on the path, a path without an extension a directory.
		return base == low, base != low
	}
	switch base[dot:] {
	case ".exe", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".wsf", ".msi", ".msc", ".cpl", ".scr", ".lnk":
		return true, false
	}
	return false, true
}
