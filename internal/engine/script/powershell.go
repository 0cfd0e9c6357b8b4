package script

import (
	"regexp"
	"slices"
	"strings"
)

// A token of PowerShell. A group holds the statements between a pair of brackets.
type token struct {
	kind     tokenKind
	text     string // as written, without the quotation marks of a string
	pos, end int
	group    []statement
}

type tokenKind uint8

const (
	word tokenKind = iota
	quoted
	variable
	pipe
	assign
	parens // (...), $(...) and @(...)
	braces // {...} and @{...}
)

type statement []token

// scanner takes PowerShell apart: strings, variables, brackets, pipes and the ends of statements. Comments are left out.
// Of here-strings, splatting and operators it knows no more than that they are words.
type scanner struct {
	src string
	pos int
}

const maxNesting = 20

// statements reads up to a closing bracket or the end.
func (s *scanner) statements(depth int) []statement {
	var out []statement
	var cur statement
	flush := func() {
		if len(cur) > 0 {
			out = append(out, cur)
		}
		cur = nil
	}
	for s.pos < len(s.src) {
		start := s.pos
		c := s.src[s.pos]
		switch {
		case c == ' ' || c == '\t' || c == '\r':
			s.pos++
		case c == '`': // goes on in the next line, or makes the next character plain
			s.pos = min(s.pos+2, len(s.src))
		case c == '\n':
			s.pos++
			if len(cur) > 0 && cur[len(cur)-1].kind != pipe && !s.pipeFollows() {
				flush()
			}
		case c == ';':
			s.pos++
			flush()
		case c == '#':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' {
				s.pos++
			}
		case c == '|' || c == '&':
			s.pos++
			if s.pos < len(s.src) && s.src[s.pos] == c { // && and || join statements
				s.pos++
				flush()
			} else if c == '|' {
				cur = append(cur, token{kind: pipe, text: "|", pos: start, end: s.pos})
			}
		case c == '\'' || c == '"':
			cur = append(cur, s.quoted(c))
		case c == ')' || c == '}':
			if depth > 0 {
				flush()
				return out
			}
			s.pos++
		case c == '(' || c == '{' || (c == '@' || c == '$') && s.pos+1 < len(s.src) && (s.src[s.pos+1] == '(' || s.src[s.pos+1] == '{'):
			if c == '@' || c == '$' {
				s.pos++
			}
			kind := parens
			if s.src[s.pos] == '{' {
				kind = braces
			}
			s.pos++
			t := token{kind: kind, pos: start}
			if depth < maxNesting {
				t.group = s.statements(depth + 1)
			}
			if s.pos < len(s.src) {
				s.pos++ // the closing bracket
			}
			t.end = s.pos
			t.text = s.src[start:t.end]
			cur = append(cur, t)
		case c == '$':
			s.pos++
			for s.pos < len(s.src) && (isNameByte(s.src[s.pos]) || s.src[s.pos] == ':' || s.src[s.pos] == '?') {
				s.pos++
			}
			cur = append(cur, token{kind: variable, text: strings.ToLower(s.src[start:s.pos]), pos: start, end: s.pos})
		case c == '=':
			s.pos++
			cur = append(cur, token{kind: assign, text: "=", pos: start, end: s.pos})
		default:
			for s.pos < len(s.src) && !strings.ContainsRune(" \t\r\n;|(){}'\"=`", rune(s.src[s.pos])) {
				s.pos++
			}
			if s.pos == start {
				s.pos++
			}
			cur = append(cur, token{kind: word, text: s.src[start:s.pos], pos: start, end: s.pos})
		}
	}
	flush()
	return out
}

// pipeFollows reports whether the next line goes on with a pipe.
func (s *scanner) pipeFollows() bool {
	return strings.HasPrefix(strings.TrimLeft(s.src[s.pos:], " \t\r\n"), "|")
}

func (s *scanner) quoted(q byte) token {
	start := s.pos
	s.pos++
	var b strings.Builder
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c == q {
			if s.pos+1 < len(s.src) && s.src[s.pos+1] == q {
				s.pos++
			} else {
				s.pos++
				break
			}
		} else if c == '`' && q == '"' && s.pos+1 < len(s.src) {
			s.pos++
			c = s.src[s.pos]
		}
		b.WriteByte(c)
		s.pos++
	}
	return token{kind: quoted, text: b.String(), pos: start, end: s.pos}
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// A find is what a pipeline yields: processes that were found by their name in all sessions.
type find struct {
	found bool
	all   bool // nothing chooses yet
	name  string
}

type reader struct {
	vars map[string]find
	acts []Act
}

// PowerShell returns what a script does to processes that it finds by name: cmdlets and their aliases, WMI, methods, in
// pipelines and through variables. What it does not understand it takes for harmless.
func PowerShell(text string) []Act {
	s := &scanner{src: text}
	r := &reader{vars: map[string]find{}}
	r.run(s.statements(0), find{})
	return r.acts
}

// run reads statements; piped is what $_ stands for in them.
func (r *reader) run(list []statement, piped find) {
	for _, st := range list {
		r.statement(st, piped)
	}
}

func (r *reader) statement(st statement, piped find) {
	if len(st) == 0 {
		return
	}
	if st[0].kind == variable && len(st) > 2 && st[1].kind == assign {
		f := r.pipeline(st[2:], piped)
		r.vars[st[0].text] = f
		return
	}
	if st[0].kind == word {
		switch strings.ToLower(st[0].text) {
		case "if", "elseif", "while":
			r.condition(st, piped)
			return
		case "foreach":
			r.foreach(st, piped)
			return
		}
	}
	f := r.pipeline(st, piped)
	if f.found && !f.all && piped == (find{}) && len(st) > 0 {
		r.acts = append(r.acts, Act{Kind: Lists, Pos: st[0].pos, End: st[len(st)-1].end, Command: st[0].text, Name: f.name})
	}
}

// condition reads an if statement with its branches.
func (r *reader) condition(st statement, piped find) {
	for _, t := range st {
		switch t.kind {
		case parens:
			n := len(r.acts)
			for _, inner := range t.group {
				f := r.pipeline(inner, piped)
				if f.found && !f.all && (piped == (find{}) || f != piped) {
					r.acts = append(r.acts[:n:n], Act{Kind: Decides, Pos: t.pos, End: t.end, Command: "Get-Process", Name: f.name})
				}
			}
		case braces:
			r.run(t.group, piped)
		}
	}
}

// foreach reads foreach ($p in ...) { ... }.
func (r *reader) foreach(st statement, piped find) {
	for _, t := range st {
		switch {
		case t.kind == parens && len(t.group) == 1 && len(t.group[0]) > 2 && t.group[0][0].kind == variable:
			r.vars[t.group[0][0].text] = r.pipeline(t.group[0][2:], piped)
		case t.kind == braces:
			r.run(t.group, piped)
		}
	}
}

// pipeline reads what stands between pipes, and returns what comes out at the end.
func (r *reader) pipeline(st statement, piped find) find {
	if narrow(st) {
		return find{}
	}
	var in find
	for len(st) > 0 {
		i := slices.IndexFunc(st, func(t token) bool { return t.kind == pipe })
		elem := st
		if i >= 0 {
			elem, st = st[:i], st[i+1:]
		} else {
			st = nil
		}
		if len(elem) == 0 {
			continue
		}
		in = r.element(elem, in, piped)
	}
	return in
}

var (
	sessionTest = regexp.MustCompile(`(?i)\b(sessionid|si)\b['"]?\s*\)?\s*(-i?eq|-c?eq|-in|=)|(-i?eq|-in|-contains)\s+[^|;}]*sessionid`)
	ownerTest   = regexp.MustCompile(`(?i)\b(username|getowner|mainwindowhandle|mainwindowtitle|parentprocessid|getcurrentprocess\(\)\.sessionid)\b`)
)

// narrow reports whether a statement keeps to one session or owner, or to windows, which only the caller's own session has.
func narrow(st statement) bool {
	var b strings.Builder
	for _, t := range st {
		b.WriteString(t.text)
		b.WriteByte(' ')
	}
	text := b.String()
	return sessionTest.MatchString(text) || ownerTest.MatchString(text)
}

// element reads one command of a pipeline, which gets in.
func (r *reader) element(e statement, in, piped find) find {
	head := e[0]
	switch head.kind {
	case variable:
		f := r.vars[head.text]
		if head.text == "$_" || head.text == "$psitem" {
			f = piped
		}
		r.method(e, f)
		r.within(e[1:], piped)
		return f
	case parens:
		var f find
		for _, inner := range head.group {
			f = r.pipeline(inner, piped)
		}
		if r.method(e, f) {
			return find{}
		}
		r.within(e[1:], piped)
		return f
	case word:
	case braces:
		r.run(head.group, piped)
		return find{}
	default:
		return find{}
	}
	name := Program(head.text)
	args := e[1:]
	switch name {
	case "get-process", "gps", "ps":
		return source(args)
	case "get-ciminstance", "gcim", "get-wmiobject", "gwmi":
		return wmi(args)
	case "where-object", "where", "?":
		return filtered(args, in)
	case "select-object", "select", "sort-object", "sort", "tee-object":
		return in
	case "stop-process", "spps", "kill":
		r.stop(e, in, piped)
		return find{}
	case "invoke-cimmethod", "invoke-wmimethod", "icim":
		if in.found && !in.all && has(args, "terminate") {
			r.ends(e, in.name)
		} else if f := r.given(args, piped); f.found && has(args, "terminate") {
			r.ends(e, f.name)
		}
		return find{}
	case "remove-ciminstance", "remove-wmiobject", "rcim", "rwmi":
		if in.found && !in.all {
			r.ends(e, in.name)
		}
		return find{}
	case "foreach-object", "%", "foreach":
		for _, t := range args {
			if t.kind == braces {
				r.run(t.group, in)
			}
		}
		if has(args, "kill") || has(args, "terminate") || has(args, "closemainwindow") {
			if in.found && !in.all && !slices.ContainsFunc(args, func(t token) bool { return t.kind == braces }) {
				r.ends(e, in.name)
			}
		}
		return find{}
	case "taskkill":
		var words []string
		for _, t := range args {
			words = append(words, t.text)
		}
		if a := Taskkill(words); a.Kind == Ends {
			r.ends(e, a.Name)
		}
		return find{}
	}
	r.within(args, piped)
	return find{}
}

// within reads blocks and expressions: function bodies, try, what is given to a cmdlet or method.
func (r *reader) within(args statement, piped find) {
	for _, t := range args {
		switch t.kind {
		case braces, parens:
			r.run(t.group, piped)
		}
	}
}

// method reads calls of methods on what a pipeline found: .Kill(), .Terminate(). It reports whether there is one.
func (r *reader) method(e statement, f find) bool {
	for _, t := range e[1:] {
		if t.kind != word {
			continue
		}
		switch strings.ToLower(strings.TrimLeft(t.text, ".")) {
		case "kill", "terminate", "invokemethod":
			if f.found && !f.all {
				r.ends(e, f.name)
			}
			return true
		}
	}
	return false
}

// stop reads Stop-Process. Its first argument without a name is -Id.
func (r *reader) stop(e statement, in, piped find) {
	for i, t := range e[1:] {
		if t.kind == word && parameter(t.text, "-name", 2) || t.kind == word && parameter(t.text, "-processname", 2) {
			if i+2 < len(e) {
				r.ends(e, plain(e[i+2]))
				return
			}
		}
	}
	f := in
	if g := r.given(e[1:], piped); g.found {
		f = g
	}
	if f.found && !f.all {
		r.ends(e, f.name)
	}
}

// given returns what the arguments of a command stand for: variables, and pipelines in brackets.
func (r *reader) given(args statement, piped find) find {
	for _, t := range args {
		var f find
		switch t.kind {
		case variable:
			f = r.vars[t.text]
			if t.text == "$_" || t.text == "$psitem" {
				f = piped
			}
		case parens:
			for _, inner := range t.group {
				f = r.pipeline(inner, piped)
			}
		}
		if f.found && !f.all {
			return f
		}
	}
	return find{}
}

// parameter reports whether a word is a parameter's name, which may be cut short to some letters.
func parameter(text, name string, least int) bool {
	low := strings.ToLower(strings.TrimSuffix(text, ":"))
	return len(low) >= least && strings.HasPrefix(name, low)
}

func has(args statement, name string) bool {
	return slices.ContainsFunc(args, func(t token) bool { return strings.EqualFold(t.text, name) })
}

// plain returns a word or string as a name; empty if it is computed.
func plain(t token) string {
	if t.kind == word || t.kind == quoted && !strings.Contains(t.text, "$") {
		return t.text
	}
	return ""
}

// source reads the arguments of Get-Process.
func source(args statement) find {
	f := find{found: true, all: true}
	for i := 0; i < len(args); i++ {
		t := args[i]
		if t.kind == word && strings.HasPrefix(t.text, "-") {
			switch {
			case parameter(t.text, "-id", 3), parameter(t.text, "-inputobject", 4), parameter(t.text, "-computername", 2),
				parameter(t.text, "-includeusername", 4):
				return find{}
			case parameter(t.text, "-name", 2), parameter(t.text, "-processname", 2):
				continue // the name follows
			case parameter(t.text, "-erroraction", 2), strings.EqualFold(t.text, "-ea"), parameter(t.text, "-errorvariable", 7):
				i++
			}
			continue
		}
		switch t.kind {
		case word, quoted, variable:
			if f.all && !strings.HasPrefix(t.text, ".") {
				f.all, f.name = false, plain(t)
			}
		case parens:
			f.all = false
		}
	}
	return f
}

// wmi reads the arguments of Get-CimInstance and Get-WmiObject.
func wmi(args statement) find {
	var b strings.Builder
	class := false
	for _, t := range args {
		if strings.EqualFold(t.text, "win32_process") {
			class = true
		}
		b.WriteString(t.text)
		b.WriteByte(' ')
	}
	text := b.String()
	if !class && !wqlProcess.MatchString(text) || wqlNarrow.MatchString(text) {
		return find{}
	}
	f := find{found: true, all: true}
	if m := wqlName.FindStringSubmatch(text); m != nil {
		f.all, f.name = false, m[3]
	}
	return f
}

var nameTest = regexp.MustCompile(`(?i)\b(name|processname|path|commandline|caption|executablepath|company|description|product|mainmodule)\b['"]?\s*-(i|c)?(eq|like|match|in|contains)\b\s*['"]?([^'"})\s]*)`)

// filtered reads the condition of Where-Object.
func filtered(args statement, in find) find {
	var b strings.Builder
	for _, t := range args {
		b.WriteString(t.text)
		b.WriteByte(' ')
	}
	m := nameTest.FindStringSubmatch(b.String())
	if m == nil || !in.found {
		if strings.Contains(strings.ToLower(b.String()), "id -eq") {
			return find{}
		}
		return in
	}
	in.all = false
	if in.name == "" {
		in.name = m[4]
	}
	return in
}

func (r *reader) ends(e statement, name string) {
	r.acts = append(r.acts, Act{Kind: Ends, Pos: e[0].pos, End: e[len(e)-1].end, Command: e[0].text, Name: name})
}
