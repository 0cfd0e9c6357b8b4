// Processes that are started: their command lines, with the shells around them taken off.

package engine

import (
	"go/ast"
	"go/types"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Roles that the engine gives to every site of class process.start, however it is written: the command line as Windows
// gets it, and the token of another user that the process runs with.
const (
	lineRole  winapi.Role = "line"
	tokenRole winapi.Role = "token"
)

// started fills in what a call that makes a process is given, there and later through its fields.
func (p *Package) started(s *Site, c *ast.CallExpr) {
	kind := s.Fact.Is[winapi.StartProcess]
	from := ast.Expr(c)
	if x := s.exprs["attr"]; x != nil {
		from = x
	}
	set := p.set(from, winapi.ProcessField)
	s.set = set
	for _, x := range set["token"] {
		s.values[tokenRole] = names.Union(s.values[tokenRole], p.seen(s.In, x))
	}
	var line names.Values
	switch kind {
	case "args":
		parts := []names.Values{p.programOf(s)}
		if i, ok := s.Fact.Roles["args"]; ok {
			parts = append(parts, p.eval.Rest(c, i)...)
		}
		for _, x := range set["args"] {
			if call, ok := ast.Unparen(x).(*ast.CallExpr); ok && len(call.Args) > 0 { // append(cmd.Args, ...)
				parts = append(parts, p.eval.Rest(call, 1)...)
			} else if list := p.eval.List(x); len(list) > 0 { // the program's name is the first
				parts = append(parts[:1], list[1:]...)
			}
		}
		line = joined(parts)
	case "argv":
		if list := p.eval.List(s.exprs["args"]); len(list) > 0 {
			line = joined(list)
		} else {
			line = joined([]names.Values{s.values["name"]})
		}
	case "cmdline":
		line = s.line()
	}
	var raw names.Values
	for _, x := range set["cmdline"] {
		raw = names.Union(raw, p.seen(s.In, x))
	}
	if len(raw) > 0 {
		line = nil
		for _, t := range raw {
			line = append(line, shellLine(t))
		}
	}
	s.values[lineRole] = line
}

// shellLine returns a command line that the code gives a process itself with the shell's name in front, where it has only the
// shell's switch: the program's name is given apart from it. Of what follows the shell takes the outer quotation marks off, if there
// are others within, or may be.
func shellLine(t names.Text) names.Text {
	if len(t) == 0 || t[0].Kind != names.Known || !shellSwitch.MatchString(t[0].Text) {
		return t
	}
	out := slices.Concat(names.Lit("cmd ")[0], t)
	within := false
	marks := 0
	for _, s := range t {
		marks += strings.Count(s.Text, `"`)
		within = within || s.Kind != names.Known || marks > 2
	}
	first, last := &out[1], &out[len(out)-1]
	if at := shellSwitch.FindString(first.Text); within && strings.HasSuffix(at, `"`) && last.Kind == names.Known && strings.HasSuffix(last.Text, `"`) {
		last.Text = strings.TrimSuffix(last.Text, `"`)
		first.Text = strings.TrimSuffix(at, `"`) + first.Text[len(at):]
	}
	return out
}

// shellSwitch matches the beginning of a command line with a switch of cmd.exe and the quotation mark behind it.
var shellSwitch = regexp.MustCompile(`^ ?/[cCkK] +"?`)

// programOf returns the program that the site starts: args[0] is the first of a list that is known.
func (p *Package) programOf(s *Site) names.Values {
	if x, ok := ast.Unparen(s.exprs["name"]).(*ast.IndexExpr); ok {
		if v := p.eval.Item(x); v != nil {
			return v
		}
	}
	return s.values["name"]
}

// seen returns the value of x, which may stand in another function that in calls, as in sees it.
func (p *Package) seen(in *code.Func, x ast.Expr) names.Values {
	v := p.eval.Eval(x)
	f := p.Code.Enclosed(x.Pos())
	if f == in || !v.Open() {
		return v
	}
	var out names.Values
	for _, c := range p.callers[f.ID] {
		if c.in == in {
			out = names.Union(out, p.eval.Fill(v, f.ID, c.call))
		}
	}
	if out == nil {
		return v
	}
	return out
}

// line returns the command line of a Win32 function that starts processes: that is given with the program's name or
// instead of it.
func (s *Site) line() names.Values {
	if line := s.values["cmdline"]; len(line) > 0 && !line[0].Null() {
		return line
	}
	return joined([]names.Values{s.values["name"]})
}

// joined returns the command line of a program and its arguments.
func joined(parts []names.Values) names.Values {
	out := names.Values{{}}
	for i, v := range parts {
		if v == nil {
			v = names.Any()
		}
		if i > 0 {
			out = names.Concat(out, names.Lit(" "))
		}
		var quoted names.Values
		for _, t := range v {
			quoted = append(quoted, argument(t))
		}
		out = names.Concat(out, quoted)
	}
	return out
}

// argument returns a text as a command line has it. Parts that are not known are taken to hold no blanks.
func argument(t names.Text) names.Text {
	if text, ok := t.Known(); ok && text == "" {
		return names.Lit(script.Quote(""))[0]
	}
	quote := slices.ContainsFunc(t, func(s names.Segment) bool { return s.Kind == names.Known && strings.ContainsAny(s.Text, " \t") })
	t = names.Values{t}.Map(func(s names.Segment) names.Segment {
		if s.Kind == names.Known {
			s.Text = script.Escape(s.Text)
		}
		return s
	})[0]
	if !quote {
		return t
	}
	if last := &t[len(t)-1]; last.Kind == names.Known {
		last.Text += last.Text[len(strings.TrimRight(last.Text, `\`)):] // or the last one would escape the mark
	}
	return slices.Concat(names.Lit(`"`)[0], t, names.Lit(`"`)[0])
}

// A Command is one program that a process start runs, taken out of the shells around it, with [script.Dynamic] for what is not
// known.
type Command struct {
	script.Command
	// Facts are what the catalogue knows of it. For "start" they are there if it opens something that is no program.
	Facts []*winapi.Func
}

// Commands returns what the process started at the site may run.
func (s *Site) Commands() []Command {
	var out []Command
	for _, t := range s.values[lineRole] {
		for _, line := range script.Commands(written(t)) {
			c := Command{Command: line}
			switch {
			case c.Program == "start":
				if c.Opens() {
					c.Facts = s.pkg.cat.CommandLine("cmd", "/c", "start")
				}
			case c.Shell && len(c.Args) > 0: // its own date and time only ask where nothing follows
				c.Facts = s.pkg.cat.CommandLine("cmd", slices.Concat([]string{"/c", c.Program}, c.Args)...)
				fallthrough
			default:
				c.Facts = append(c.Facts, s.pkg.cat.CommandLine(c.Program, c.Args...)...)
			}
			out = append(out, c)
		}
	}
	return out
}

// written returns a text with script.Dynamic for what is not known.
func written(t names.Text) string {
	var b strings.Builder
	for _, seg := range t {
		if seg.Kind == names.Known || seg.Kind == names.Config && seg.Text != "" {
			b.WriteString(seg.Text)
		} else {
			b.WriteString(script.Dynamic)
		}
	}
	return b.String()
}

// reruns returns the constant arguments with which the site starts the program's own executable again; nil if it starts
// something else.
func (s *Site) reruns() []string {
	if s.Fact == nil || !s.Fact.Has(winapi.StartProcess) {
		return nil
	}
	var args []string
	for _, t := range s.values[lineRole] {
		for len(t) > 0 && t[0].Kind == names.Known && strings.Trim(t[0].Text, `"`) == "" {
			t = t[1:]
		}
		if len(t) == 0 || t[0].Kind != names.Path || t[0].Text != names.Executable {
			continue
		}
		for _, w := range script.Args(strings.TrimPrefix(written(t[1:]), `"`)) {
			if !strings.Contains(w.Text, script.Dynamic) {
				args = append(args, w.Text)
			}
		}
	}
	return args
}

// programs returns the names of the executables that the site starts, where they are known, in lower case and without
// their extension, and the constant arguments of each.
func (s *Site) programs() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		if s.Fact == nil || !s.Fact.Has(winapi.StartProcess) {
			return
		}
		var last string
		for _, t := range s.values[lineRole] {
			words := script.Args(written(t))
			if len(words) == 0 {
				continue
			}
			base := words[0].Text
			base = strings.ToLower(base[strings.LastIndexAny(base, `\/`)+1:])
			name, isExe := strings.CutSuffix(base, ".exe")
			if name == "" || name == last || !isExe || strings.Contains(name, script.Dynamic) {
				continue // without ".exe" it may be any command that is found by PATH
			}
			var args []string
			for _, w := range words[1:] {
				if !strings.Contains(w.Text, script.Dynamic) {
					args = append(args, w.Text)
				}
			}
			if last = name; !yield(name, args) {
				return
			}
		}
	}
}

// Own reports whether the process started at the site runs as the program itself does: no user's token is given to it.
func (s *Site) Own() bool {
	for _, t := range s.values[tokenRole] {
		if !t.Null() {
			return false
		}
	}
	return true
}

// Opened reports whether the shell opens a document or an address at the site, as it does for everything that is no
// program.
func (s *Site) Opened() bool {
	s.pkg.mu.Lock()
	defer s.pkg.mu.Unlock()
	file, verb, show := s.member("file", "lpFile"), s.member("verb", "lpVerb"), s.member("show", "nShow")
	if n, ok := show.Int(); ok && n == 0 { // SW_HIDE
		return false
	}
	if v, ok := verb.Known(); ok && strings.EqualFold(v, "runas") {
		return false // it elevates a program
	}
	for _, t := range file {
		name := written(t)
		runs, opens := script.KindOf(name)
		if opens || !runs && name != "" && !t.Open() && !t.Null() {
			return true
		}
	}
	return false
}

// commandOf returns what the catalogue knows of the command that x, a value of os/exec, stands for.
func (p *Package) commandOf(x ast.Expr) []*winapi.Func { return p.commandAt(x, been{}, 0) }

func (p *Package) commandAt(x ast.Expr, seen been, depth int) []*winapi.Func {
	if seen.again(x, depth) {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		fact, _ := p.eval.Callee(x)
		if fact == nil || !fact.Has(winapi.StartProcess) {
			if given := p.handedBack(x); given != nil && depth <= names.MaxDepth {
				return p.commandAt(given, seen, depth+1)
			}
			return nil
		}
		var out []*winapi.Func
		for _, c := range p.site(p.Code.Enclosed(x.Pos()), x, fact, 0).Commands() {
			out = append(out, c.Facts...)
		}
		return out
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() || depth > names.MaxDepth {
			return nil
		}
		var out []*winapi.Func
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			if d.Kind == code.Assigned && d.Index < 0 {
				out = append(out, p.commandAt(d.Value, seen, depth+1)...)
			}
		}
		return out
	}
	return nil
}

// handedBack returns the argument of a call that its result is taken to be, the only one of that type, or nil:
// hide(exec.Command("wmic", ...)).
func (p *Package) handedBack(c *ast.CallExpr) ast.Expr {
	t := p.Code.Info.TypeOf(c)
	var given ast.Expr
	for _, x := range c.Args {
		if u := p.Code.Info.TypeOf(x); t == nil || u == nil || !types.Identical(t, u) {
			continue
		}
		if given != nil {
			return nil
		}
		given = x
	}
	return given
}
