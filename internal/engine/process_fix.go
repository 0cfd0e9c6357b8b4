// What the fixes for such processes need: the end of the command, the comparison of the name, the process's id.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"

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
	if name, ok := s.values["name"].Known(); !ok || script.Program(name) != a.Command {
		return token.NoPos // behind a shell, which may be told thousands of commands
	}
	list := s.Commands()
	if len(list) != 1 || list[0].Program != a.Command || script.Taskkill(list[0].Args).Kind != script.Ends {
		return token.NoPos
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
	if field := p.fieldOf(t, winapi.FindProcess, "entry"); field != "" {
		return base.Name + "." + field
	}
	if t = pointed(t); isStruct(t) {
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
