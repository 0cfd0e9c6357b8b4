package names

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// hostMark returns the segment for a fact that yields a mark of the machine, which all its users share.
func hostMark(f *winapi.Func) (Segment, bool) {
	switch kind := f.Is[winapi.HostIdentity]; kind {
	case "name", "address", "mac", "guid", "serial":
		return Segment{Kind: Host, Text: kind}, true
	}
	return Segment{}, false
}

// fixedVolume reports whether a volume is always the same one of the machine: that of Windows, of the program or of a
// constant path. Others can be a drive that somebody has put in.
func fixedVolume(root Values) bool {
	for _, t := range root {
		for _, s := range t {
			switch s.Kind {
			case Known, Nil, Path, Config:
			default:
				return false
			}
		}
	}
	return len(root) > 0
}

// from returns s, which comes from x, with that place if it is a mark of the machine or the number of a Unix user.
func (s Segment) from(x ast.Node) Segment {
	if s.Kind == Host || s.Kind == UnixID {
		s.pos, s.end = x.Pos(), x.End()
	}
	return s
}

// machineMark returns the mark of the machine that a call reads from the registry, or nil.
func (e *Evaluator) machineMark(call *ast.CallExpr, f *winapi.Func) Values {
	if !f.Has(winapi.ReadKey) {
		return nil
	}
	if name, ok := e.text1(call, f, "value"); ok {
		if kind := e.cat.RegistryMark(name); kind != "" {
			return One(Segment{Kind: Host, Text: kind}.from(call))
		}
	}
	return nil
}

// output returns what the catalogue knows of what x yields, the output of the command that cmd is, or nil: a mark of the machine,
// its sessions, or the user at its console.
func (e *Evaluator) output(cmd ast.Expr, x ast.Node) Values {
	if e.Commands == nil || cmd == nil {
		return nil
	}
	for _, f := range e.Commands(cmd) {
		if s, ok := prints(f); ok {
			if s.Kind == Session {
				x = e.made(cmd) // the command is what to replace
			}
			s.pos, s.end = x.Pos(), x.End()
			return One(s)
		}
	}
	return nil
}

// made returns where a command is made that x holds.
func (e *Evaluator) made(x ast.Expr) ast.Expr {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if v, ok := e.Pkg.Info.Uses[id].(*types.Var); ok {
			if defs := e.Pkg.Reaching(v, id.Pos()); len(defs) == 1 && defs[0].Value != nil {
				return defs[0].Value
			}
		}
	}
	return x
}

// prints returns the segment for what a program of the catalogue prints.
func prints(f *winapi.Func) (Segment, bool) {
	switch {
	case f.Is[winapi.EnumerateSessions] == "text":
		return Segment{Kind: Session, Text: Printed}, true
	case f.Is[winapi.ConsoleSession] == "user":
		return Segment{Kind: User}, true
	}
	return hostMark(f)
}

// commandRun returns the mark of the machine that a command prints which call, of a function that is not in the catalogue
// and gives text, hands on by its program and arguments: run("wmic", "csproduct", "get", "uuid"), or in a list.
func (e *Evaluator) commandRun(call *ast.CallExpr) Values {
	if !givesText(e.Pkg.Info.TypeOf(call)) {
		return nil
	}
	words := e.handedWords(call)
	if len(words) < 2 {
		return nil
	}
	for _, f := range e.cat.CommandLine(words[0], words[1:]...) {
		if s, ok := prints(f); ok {
			return One(s.from(call))
		}
	}
	return nil
}

// handedWords returns the command that call hands on, word by word, those in lists among them; nil if it hands on none, or if part
// of it is not known. Most calls hand on something else: nothing is evaluated before the name of a program stands there.
func (e *Evaluator) handedWords(call *ast.CallExpr) (words []string) {
	add := func(v Values) bool {
		text, _ := v.Known()
		switch {
		case len(words) == 0 && text == "":
			return true // what comes before the command
		case text == "", len(words) == 0 && !e.cat.Program(text):
			return false
		}
		words = append(words, text)
		return true
	}
	for _, x := range call.Args {
		switch t := e.Pkg.Info.TypeOf(x); {
		case isString(t):
			v := constantAt(e.Pkg.Info.Types[x].Value, nil)
			if v == nil && len(words) > 0 {
				v = e.Eval(x)
			}
			if !add(v) {
				return nil
			}
		case isSlice(t) && isString(t.Underlying().(*types.Slice).Elem()):
			list := e.List(x)
			if list == nil && len(words) > 0 {
				return nil
			}
			for _, v := range list {
				if !add(v) {
					return nil
				}
			}
		}
	}
	return words
}

// givesText reports whether t, or the first of several results, is a string or a list of bytes.
func givesText(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return false
		}
		t = tuple.At(0).Type()
	}
	if isString(t) {
		return true
	}
	s, ok := t.(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Typ[types.Byte])
}

// printed returns what a command writes to the buffer v, as far as the catalogue knows, or nil: cmd.Stdout = &v.
func (e *Evaluator) printed(v *types.Var) Values {
	for _, f := range e.Pkg.Fields() {
		for _, d := range e.Pkg.Defs(f) {
			u, ok := d.Value.(*ast.UnaryExpr)
			if !ok || d.Base == nil {
				continue
			}
			id, ok := ast.Unparen(u.X).(*ast.Ident)
			if !ok || e.Pkg.Info.Uses[id] != v {
				continue
			}
			fact := e.cat.Go(FieldName(f, e.Pkg.Info.TypeOf(d.Base)))
			if fact == nil || fact.Is[winapi.ProcessField] != "stdout" {
				continue
			}
			if out := e.output(d.Base, u); out != nil {
				return out
			}
		}
	}
	return nil
}

// joinedMarks returns what is known of the elements of list joined in one text, if marks of the machine are among them:
// the parts that tell something, in no certain order. What is constant tells nothing.
func (e *Evaluator) joinedMarks(list ast.Expr) Values {
	var all Text
	for _, t := range e.elements(list) {
		for _, s := range t {
			if s.Kind != Known && s.Kind != Nil {
				all = append(all, s)
			}
		}
	}
	if !all.Has(Host) || len(all) > MaxSegments {
		return nil
	}
	return Values{all}
}

// elements returns the values that a list may hold: those that are appended to the local variable that it is, wherever, here or in
// the function that returns it.
func (e *Evaluator) elements(list ast.Expr) Values {
	if call, ok := ast.Unparen(list).(*ast.CallExpr); ok && e.builtinName(call) == "" {
		return e.listed(call, 0)
	}
	id, ok := ast.Unparen(list).(*ast.Ident)
	if !ok {
		return e.Eval(list)
	}
	v, ok := e.Pkg.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return e.Eval(list)
	}
	var out Values
	for _, d := range e.Pkg.Defs(v) {
		if d.Kind == code.Zero {
			continue
		}
		if d.Kind != code.Assigned {
			return Any()
		}
		switch x := ast.Unparen(d.Value).(type) {
		case *ast.CompositeLit:
			for _, elt := range x.Elts {
				out = Union(out, e.Eval(elt))
			}
		case *ast.CallExpr:
			switch e.builtinName(x) {
			case "append":
				for _, a := range x.Args[min(1, len(x.Args)):] {
					out = Union(out, e.Eval(a))
				}
			case "make":
			case "":
				out = Union(out, e.listed(x, max(d.Index, 0)))
			default:
				return Any()
			}
		default:
			return Any()
		}
	}
	return out
}

// listed returns the values that the list may hold which is result i of a call.
func (e *Evaluator) listed(call *ast.CallExpr, i int) Values {
	var f *code.Func
	if fn := code.StaticCallee(e.Pkg.Info, call); fn != nil {
		f = e.Pkg.FuncOf(fn)
	}
	var out Values
	if f == nil {
		out = e.Result(call, i)
	} else {
		e.guard(f, func() {
			for _, ret := range f.Returns {
				if len(ret.Results) == f.Sig.Results().Len() {
					out = Union(out, e.elements(ret.Results[i]))
				} else {
					out = Union(out, Any())
				}
			}
			out = e.fill(out, f.ID, call)
		})
	}
	if out == nil {
		return Any()
	}
	return out
}
