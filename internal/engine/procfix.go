package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// LastArgument returns where an argument can be added to the command that ends processes by their name; invalid if it is
// not started by a call that spells its arguments out.
func (p *Pass) LastArgument(a ProcessAct) token.Pos {
	s := a.Site
	call := s.Call()
	if call == nil || s.Derived() || call.Ellipsis.IsValid() || len(call.Args) < 3 || a.Decides || s.Fact.Is[winapi.StartProcess] != "args" {
		return token.NoPos
	}
	list := s.Commands()
	if len(list) != 1 || list[0].Program != a.Command || script.Taskkill(list[0].Args).Kind != script.Ends {
		return token.NoPos
	}
	if name, ok := s.values["name"].Known(); !ok || script.Program(name) != a.Command {
		return token.NoPos // behind a shell
	}
	return call.Args[len(call.Args)-1].End()
}

// A Comparison is one of a process's name, with the process.
type Comparison struct {
	Pkg  *Package
	Expr ast.Expr
	// Equal says that it is true of the name that is looked for.
	Equal bool
	// ID is the process's id, as code there writes it.
	ID string
}

// Comparison returns the comparison by which the processes were found, where the id of the process can be written beside it.
func (p *Pass) Comparison(a ProcessAct) (c Comparison, ok bool) {
	t := a.image
	if t == nil || t.base == nil || t.tag != nil || t.ok != nil {
		return c, false
	}
	base, ok := ast.Unparen(t.base).(*ast.Ident)
	if !ok {
		return c, false
	}
	id := t.pkg.processID(base)
	if id == "" {
		return c, false
	}
	return Comparison{Pkg: t.pkg, Expr: t.expr, Equal: t.want, ID: id}, true
}

// processID returns how the id of a process is read; "" if that is not known.
func (p *Package) processID(base *ast.Ident) string {
	t := p.Code.Info.TypeOf(base)
	if t == nil {
		return ""
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if kind, ok := p.fieldKind(f, t, winapi.FindProcess); ok && kind == "entry" {
				return base.Name + "." + f.Name()
			}
		}
		for _, name := range []string{"ProcessID", "ProcessId", "Th32ProcessID"} {
			if f, _, _ := types.LookupFieldOrMethod(t, true, p.Code.Types, name); f != nil {
				if v, ok := f.(*types.Var); ok && v.IsField() {
					return base.Name + "." + name
				}
			}
		}
	}
	methods := types.NewMethodSet(p.Code.Info.TypeOf(base))
	for m := range methods.Methods() {
		fn, ok := m.Obj().(*types.Func)
		if !ok {
			continue
		}
		if fact := p.cat.Go(fn.FullName()); fact != nil && fact.Is[winapi.FindProcess] == "entry" {
			return base.Name + "." + fn.Name() + "()"
		}
	}
	return ""
}

// Replaces reports whether an act belongs to an installer or updater: its function or one that leads to it is named so, or
// replaces a program's file.
func (p *Pass) Replaces(a ProcessAct) bool {
	return a.Site.pkg.replacesProgram(rootOf(a.Site.In), 0, map[*code.Func]bool{})
}

func (p *Package) replacesProgram(f *code.Func, depth int, seen map[*code.Func]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	if f.Obj != nil {
		list := nameWords(f.Obj.Name())
		if n := len(list); installing(f.Obj.Name()) || n > 0 && (list[n-1] == "update" || list[n-1] == "setup") {
			return true
		}
	}
	if p.writesProgram(f) {
		return true
	}
	if depth >= 2 {
		return false
	}
	callers := p.callersUp(f.ID)
	if len(callers) == 0 {
		return false
	}
	for _, c := range callers {
		if !c.pkg.replacesProgram(rootOf(c.in), depth+1, seen) {
			return false
		}
	}
	return true
}

// writesProgram reports whether f removes, creates or renames a program's file.
func (p *Package) writesProgram(f *code.Func) bool {
	for _, c := range f.Calls {
		fact, _ := p.callee(c)
		if fact == nil || !fact.Has(winapi.RemoveFile) && !fact.Has(winapi.CreateFile) && fact.Is[winapi.OpenFile] != "write" {
			continue
		}
		i, ok := fact.Roles["name"]
		if !ok || i < 0 || i >= len(c.Args) {
			continue
		}
		for _, t := range p.Eval(c.Args[i]) {
			if n := len(t); n > 0 && t[n-1].Kind == names.Known && strings.HasSuffix(strings.ToLower(t[n-1].Text), ".exe") {
				return true
			}
		}
	}
	return false
}

// MachineWide returns something of the whole machine that a program with the site holds: a pipe's server, a listening port,
// an object in the global namespace. Nil if there is nothing.
func (p *Pass) MachineWide(s *Site) *Site {
	for _, o := range p.Everywhere(winapi.CreatePipe, winapi.Listen, winapi.CreateObject) {
		if o.pkg != s.pkg && !p.Together(s, o) {
			continue
		}
		switch {
		case o.Fact.Has(winapi.CreateObject):
			if text, ok := o.Values("name").Known(); !ok || len(text) < 7 || !strings.EqualFold(text[:7], `global\`) {
				continue
			}
		case o.Fact.Has(winapi.Listen):
			if text, ok := o.Values("addr").Known(); !ok || strings.HasSuffix(text, ":0") || text == "" {
				continue
			}
		default:
			if _, ok := o.Values("name").Known(); !ok {
				continue
			}
		}
		return o
	}
	return nil
}

// FirstInstance reports whether the code ends, refuses or returns where the window that the site looks for is there.
func (p *Pass) FirstInstance(s *Site) bool {
	call := s.Call()
	if call == nil || s.Derived() {
		return false
	}
	q := s.pkg
	first := false
	q.follow(call, func(x ast.Expr, parent ast.Node) bool {
		b, ok := parent.(*ast.BinaryExpr)
		if !ok || b.Op != token.NEQ && b.Op != token.GTR {
			return true
		}
		for n := ast.Node(b); n != nil; n = q.parent(n) {
			if i, ok := n.(*ast.IfStmt); ok && i.Cond.Pos() <= b.Pos() && b.End() <= i.Cond.End() {
				first = slices.ContainsFunc(i.Body.List, func(st ast.Stmt) bool {
					switch st := st.(type) {
					case *ast.ReturnStmt:
						return isMain(rootOf(q.Code.Enclosed(st.Pos())))
					case *ast.ExprStmt:
						c, ok := st.X.(*ast.CallExpr)
						return ok && q.exitsProgram(c)
					}
					return false
				})
				break
			}
			if _, ok := n.(*ast.BlockStmt); ok {
				break
			}
		}
		return !first
	})
	return first
}
