// Commands and scripts that find processes by name, and whether what they print decides something.

package engine

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// ProcessCommands returns what commands that the site starts do to processes of all sessions, or what the code decides by
// what they print.
func (p *Pass) ProcessCommands(s *Site) []ProcessAct {
	if s.Fact == nil || !s.Fact.Has(winapi.StartProcess) || p.passedOn(s) {
		return nil
	}
	var out []ProcessAct
	for _, act := range s.processCommands() {
		a := ProcessAct{Site: s, Pos: s.Node.Pos(), End: s.Node.End(), Command: act.Command, Name: knownName(act.Name), Found: s.Node.Pos()}
		a.System = p.systemProgram(act.Name)
		a.Own = strings.Contains(act.Name, script.Dynamic) && s.namesItself()
		switch act.Kind {
		case script.Ends:
		case script.Decides:
			a.Decides = true
		case script.Lists, script.ListsAll:
			if !s.pkg.testsOutput(s, act.Kind == script.ListsAll) {
				continue
			}
			a.Decides = true
		default:
			continue
		}
		out = append(out, a)
	}
	return out
}

func knownName(name string) string {
	if strings.Contains(name, script.Dynamic) {
		return ""
	}
	return name
}

// passedOn reports whether what the site does is judged elsewhere: at the call that gives the program's name, or where the
// command is put together if no call gives one.
func (p *Pass) passedOn(s *Site) bool {
	if s.Derived() && !s.namesProgram() && s.Below() != nil && len(s.Below().processCommands()) > 0 {
		return true
	}
	if !s.values[lineRole].Open() {
		return false
	}
	for _, d := range p.Everywhere(winapi.StartProcess) {
		for below := d.inner; below != nil; below = below.inner {
			if below == s && d.namesProgram() {
				return true
			}
		}
		if d.inner == nil && d.remote != nil && d.root() == any(s) && d.namesProgram() {
			return true
		}
	}
	return p.modular && p.open(rootOf(s.In)) // importers give it
}

// processCommands returns what the commands at the site do to processes.
func (s *Site) processCommands() []script.Act {
	var out []script.Act
	for _, c := range s.Commands() {
		if n := len(out); n > 0 && out[n-1].Kind == script.ListsAll && (c.Program == "find" || c.Program == "findstr") && len(c.Args) > 0 {
			// tasklist | findstr name
			out[n-1].Kind, out[n-1].Name = script.Lists, c.Args[len(c.Args)-1]
		}
		for _, a := range script.Arguments(c.language(), c.Args) {
			if a.Kind != script.Nothing {
				out = append(out, a)
			}
		}
	}
	return out
}

// namesProgram reports whether the program that the command at the site looks for is known there.
func (s *Site) namesProgram() bool {
	list := s.processCommands()
	return len(list) > 0 && !slices.ContainsFunc(list, func(a script.Act) bool { return knownName(a.Name) == "" })
}

// namesItself reports whether the command line holds the path or name of the program's own file.
func (s *Site) namesItself() bool {
	for _, t := range s.values[lineRole] {
		for _, seg := range t {
			if seg.Kind == names.Path && seg.Text == names.Executable {
				return true
			}
		}
	}
	return false
}

// language returns the program in whose words a command may do something to processes, "" if it does nothing to them.
func (c Command) language() string {
	for _, f := range c.Facts {
		if f.Has(winapi.EndProcess) || f.Has(winapi.FindProcess) {
			return f.Family
		}
	}
	return ""
}

// Scripts returns what scripts of several lines that stand in the package as text do to processes of all sessions:
// PowerShell and batch files, however they come to run.
func (p *Pass) Scripts() []ProcessAct {
	var out []ProcessAct
	for _, n := range p.Code.Nodes {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING || len(lit.Value) < 20 || !script.MayFind(lit.Value) {
			continue
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil || !strings.Contains(strings.TrimSpace(text), "\n") {
			continue
		}
		f := p.Code.Enclosed(lit.Pos())
		if c, ok := p.parent(lit).(*ast.CallExpr); ok {
			if fact, _ := p.callee(c); fact != nil && fact.Has(winapi.Print) {
				continue // a person reads it
			}
		}
		if !p.dead(f, lit.Pos()) && (p.Live(f) || f.Node == nil) {
			out = append(out, p.scriptActs(f, lit, text)...)
		}
	}
	return out
}

func (p *Package) scriptActs(f *code.Func, lit *ast.BasicLit, text string) []ProcessAct {
	var out []ProcessAct
	for _, act := range script.Text(text) {
		if act.Kind != script.Ends {
			continue
		}
		pos, end := lit.Pos(), lit.End()
		if lit.Value[0] == '`' {
			pos, end = p.posInLiteral(lit, 1+act.Pos), p.posInLiteral(lit, 1+act.End)
		}
		out = append(out, ProcessAct{
			Site: p.newSite(f, lit, nil), Pos: pos, End: end, Command: act.Command, Name: act.Name, System: p.systemProgram(act.Name), Found: lit.Pos(),
		})
	}
	return out
}

// testsOutput reports whether the code tests what the command at the site prints. Of a list of all processes the test must
// look for a program or process; where the command looks for the name itself any test does.
func (p *Package) testsOutput(s *Site, all bool) bool {
	// The functions that run the command for others may test what it prints, or give it back. What their other callers do
	// with what they ask for is not meant.
	for home := s.below(); home != nil; home = home.below() {
		if home.pkg.testsPrinted(home, all, entries{home.In: {}}) {
			return true
		}
	}
	return p.testsPrinted(s, all, entries{})
}

// testsPrinted is testsOutput for one of the functions that lead to the command.
func (p *Package) testsPrinted(s *Site, all bool, in entries) bool {
	call := s.Call()
	if call == nil {
		return false
	}
	o := &outputs{Package: p, all: all, home: p.Code.Enclosed(call.Pos()), in: in, seen: map[ast.Node]bool{}, asked: map[ast.Node]bool{}}
	if s.Derived() {
		o.text(call, 0)
	} else {
		o.ran(call)
	}
	return o.tested && !o.sessions
}

// ran follows what the command prints that call makes.
func (o *outputs) ran(call *ast.CallExpr) {
	p, all := o.Package, o.all
	p.follow(call, func(x ast.Expr, parent ast.Node) bool {
		sel, ok := parent.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch n := p.parent(sel).(type) {
		case *ast.CallExpr:
			if fact, _ := p.callee(n); fact != nil && fact.Is[winapi.RunProcess] == "wait" && ast.Unparen(n.Fun) == ast.Expr(sel) {
				o.text(n, 0)
				// The exit code of findstr and of Get-Process says whether there is one.
				if t := p.Code.Info.TypeOf(n); !all && yieldsError(t) {
					o.tested = o.tested || p.errorAnswers(n)
				}
			}
		case *ast.AssignStmt: // cmd.Stdout = &out
			for i, l := range n.Lhs {
				if ast.Unparen(l) == ast.Expr(sel) && i < len(n.Rhs) {
					if kind, ok := p.fieldKind(p.variable(sel), p.Code.Info.TypeOf(x), winapi.ProcessField); ok && kind == "stdout" {
						if u, ok := ast.Unparen(n.Rhs[i]).(*ast.UnaryExpr); ok {
							o.held(u.X, n.End(), 0)
						}
					}
				}
			}
		}
		return !o.tested
	})
}

// errorAnswers reports whether the error of a call that runs a command is an answer: it is compared where it stands.
func (p *Package) errorAnswers(c *ast.CallExpr) bool {
	_, compared := p.parent(c).(*ast.BinaryExpr)
	return compared
}

// outputs follows what a command prints.
type outputs struct {
	*Package
	all    bool
	home   *code.Func // that runs the command
	in     entries
	tested bool
	// sessions says that the column with the session is tested.
	sessions bool
	seen     map[ast.Node]bool
	asked    map[ast.Node]bool // whether they only hand a list on, or an answer
}

func (o *outputs) held(x ast.Expr, after token.Pos, depth int) {
	v := o.Package.variable(x)
	if v == nil {
		return
	}
	for _, id := range o.Code.Uses(v) {
		if id.Pos() > after {
			o.text(id, depth+1)
		}
	}
}

// text follows x, which holds what was printed or a part of it.
func (o *outputs) text(x ast.Expr, depth int) {
	if o.seen[x] || depth > names.MaxDepth || o.tested {
		return
	}
	o.seen[x] = true
	o.followFrom(o.in, x, func(y ast.Expr, parent ast.Node) bool {
		switch n := parent.(type) {
		case *ast.CallExpr:
			if ast.Unparen(n.Fun) == y {
				o.text(n, depth+1)
				break
			}
			if tv := o.Code.Info.Types[n.Fun]; tv.IsType() || tv.IsBuiltin() {
				o.text(n, depth+1)
				break
			}
			fn := code.StaticCallee(o.Code.Info, n)
			if fn == nil || fn.Pkg() == nil || !ofGo(fn.Pkg().Path()) || o.mine(fn) {
				break // follow goes on there
			}
			if o.tests(n, y) {
				o.tested = o.tested || o.decides(n, 0)
			} else {
				o.text(n, depth+1)
			}
		case *ast.SelectorExpr:
			if ast.Unparen(n.X) == y {
				o.text(n, depth+1)
			}
		case *ast.SliceExpr, *ast.IndexExpr:
			o.text(n.(ast.Expr), depth+1)
		case *ast.RangeStmt:
			if n.X == y && n.Value != nil {
				o.held(n.Value, n.Pos(), depth)
			}
		case *ast.BinaryExpr:
			other := n.X
			if ast.Unparen(other) == y {
				other = n.Y
			}
			switch {
			case n.Op != token.EQL && n.Op != token.NEQ && n.Op != token.GTR && n.Op != token.LSS:
			case !o.all, o.isText(y) && o.looksFor(other):
				o.tested = o.tested || o.decides(n, 0)
			}
		}
		return !o.tested
	})
}

// tests reports whether a call tests a text for another.
func (o *outputs) tests(c *ast.CallExpr, text ast.Expr) bool {
	t := o.Code.Info.TypeOf(c)
	if t == nil {
		return false
	}
	switch t.String() {
	case "bool", "int":
	default:
		return false
	}
	for _, x := range c.Args {
		if ast.Unparen(x) == text {
			continue
		}
		// The names of sessions in the list: "Services","0".
		if want, ok := o.Eval(x).Known(); ok && sessionColumn.MatchString(want) {
			o.sessions = true
		}
		if o.looksFor(x) {
			return true
		}
	}
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && !o.all {
		return o.Code.Info.Selections[sel] != nil // a pattern
	}
	return false
}

var sessionColumn = regexp.MustCompile(`(?i)\b(services|console|rdp-tcp)\b`)

// looksFor reports whether a text may be a program's name or a process's id: it is not a heading of the list.
func (o *outputs) looksFor(x ast.Expr) bool {
	if !o.all {
		return true
	}
	v := o.Eval(x)
	if text, ok := v.Known(); ok {
		return strings.Contains(strings.ToLower(text), ".exe")
	}
	return true
}

// decides reports whether a test is a condition that more hangs on than what is listed, or is returned or kept as an answer.
func (o *outputs) decides(n ast.Expr, depth int) bool {
	for {
		switch p := o.parent(n).(type) {
		case *ast.BinaryExpr:
			n = p
		case *ast.UnaryExpr:
			n = p
		case *ast.IfStmt:
			if ret := o.truth(p.Body); ret != nil {
				return o.answers(ret, depth)
			}
			return !o.lists(p, depth)
		case *ast.ReturnStmt:
			return o.answers(p, depth)
		case *ast.ForStmt, *ast.CaseClause, *ast.SwitchStmt, *ast.AssignStmt, *ast.ValueSpec:
			return true
		default:
			return false
		}
	}
}

// truth returns the statement that alone is in a block and returns a truth value, or nil.
func (o *outputs) truth(block *ast.BlockStmt) *ast.ReturnStmt {
	if len(block.List) != 1 {
		return nil
	}
	ret, ok := block.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 || !isBool(o.Code.Info.TypeOf(ret.Results[0])) {
		return nil
	}
	return ret
}

// answers reports whether the truth that is returned decides something: as an answer of the function that runs the
// command, or where another is asked.
func (o *outputs) answers(ret *ast.ReturnStmt, depth int) bool {
	f := o.Code.Enclosed(ret.Pos())
	if f == o.home || depth > names.MaxDepth {
		return true
	}
	if o.asked[ret] {
		return false // once is enough, as for lists
	}
	o.asked[ret] = true
	for _, c := range o.callers[f.ID] {
		if o.decides(c.call, depth+1) {
			return true
		}
	}
	return len(o.callers[f.ID]) == 0
}
