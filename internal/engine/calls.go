// Which functions a call runs, and which calls run a function, in all known packages.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A call is a call of a function within the package.
type call struct {
	in   *code.Func
	call *ast.CallExpr
}

// A factCall is a call, not certainly dead, of what the catalogue knows. The arguments are shifted by offset.
type factCall struct {
	in     *code.Func
	at     *ast.CallExpr
	fact   *winapi.Func
	offset int
}

// callees returns the ids of the functions that a call may run: what it names, or what the function variable holds.
func (p *Package) callees(c *ast.CallExpr) []string {
	if fn := code.StaticCallee(p.Code.Info, c); fn != nil {
		id := p.Code.FullName(fn)
		if recv := fn.Signature().Recv(); recv != nil && fn.Pkg() == p.Code.Types && types.IsInterface(recv.Type()) {
			return append([]string{id}, p.implementers(id)...)
		}
		return []string{id}
	}
	if tv := p.Code.Info.Types[c.Fun]; tv.IsType() || tv.IsBuiltin() {
		return nil
	}
	if lit, ok := ast.Unparen(c.Fun).(*ast.FuncLit); ok {
		if f := p.Code.FuncAt(lit); f != nil {
			return []string{f.ID}
		}
	}
	if t := p.Code.Info.TypeOf(c.Fun); t == nil || !isFunc(t) {
		return nil
	}
	if ids := functions(nil, p.eval.Eval(c.Fun)); ids != nil {
		return ids
	}
	return p.picked(c.Fun)
}

// functions adds to ids the functions that v tells.
func functions(ids []string, v names.Values) []string {
	for _, t := range v {
		if len(t) == 1 && t[0].Kind == names.Function && !slices.Contains(ids, t[0].Text) {
			ids = append(ids, t[0].Text)
		}
	}
	return ids
}

// picked returns the functions of the table that x, or what it was given, is an element of: a table may hold more of them
// than a value has alternatives.
func (p *Package) picked(x ast.Expr) []string {
	if v := p.variable(x); v != nil && !v.IsField() {
		defs := p.Code.Defs(v)
		if len(defs) != 1 || defs[0].Value == nil {
			return nil
		}
		x = defs[0].Value
	}
	index, ok := ast.Unparen(x).(*ast.IndexExpr)
	if !ok {
		return nil
	}
	table := p.variable(index.X)
	if table == nil {
		return nil
	}
	var ids []string
	for _, d := range p.Code.Defs(table) {
		if lit, ok := d.Value.(*ast.CompositeLit); ok && d.Op != token.LBRACK {
			for _, elt := range lit.Elts {
				if kv, ok := elt.(*ast.KeyValueExpr); ok {
					elt = kv.Value
				}
				ids = functions(ids, p.eval.Eval(elt))
			}
			continue
		}
		ids = functions(ids, p.eval.Def(d))
	}
	return ids
}

// given returns the functions that callers in the package give to the parameter that c calls.
func (p *Package) given(c *ast.CallExpr) []string {
	if t := p.Code.Info.TypeOf(c.Fun); t == nil || !isFunc(t) {
		return nil
	}
	var ids []string
	for _, t := range p.eval.Eval(c.Fun) {
		if len(t) != 1 || t[0].Kind != names.Param {
			continue
		}
		for _, caller := range p.callers[t[0].Func] {
			for _, u := range p.eval.Argument(caller.call, t[0]) {
				if len(u) == 1 && u[0].Kind == names.Function && !slices.Contains(ids, u[0].Text) {
					ids = append(ids, u[0].Text)
				}
			}
		}
	}
	return ids
}

// awaited returns the full names of the fields whose functions c calls, where only other packages give them some, and those
// of such parameters; see parameterID.
func (p *Package) awaited(c *ast.CallExpr) []string {
	if t := p.Code.Info.TypeOf(c.Fun); t == nil || !isFunc(t) {
		return nil
	}
	var ids []string
	for _, t := range p.eval.Eval(c.Fun) {
		if len(t) != 1 {
			continue
		}
		switch t[0].Kind {
		case names.Field:
			ids = append(ids, t[0].Func)
		case names.Param:
			if id := parameterID(t[0].Func, t[0].Index); t[0].Index >= 0 && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// parameterID names parameter i of a function.
func parameterID(fn string, i int) string { return fn + "#" + strconv.Itoa(i) }

func parameterOf(id string) (fn string, i int, ok bool) {
	fn, index, ok := strings.Cut(id, "#")
	if !ok {
		return "", 0, false
	}
	i, err := strconv.Atoi(index)
	return fn, i, err == nil
}

// A caller is a call of a function, in whichever package of the module.
type caller struct {
	pkg  *Package
	in   *code.Func
	call *ast.CallExpr
}

// callersOf returns the calls of a function in all packages that are known.
func (p *Package) callersOf(id string) []caller {
	var out []caller
	for _, q := range p.all() {
		for _, c := range q.callers[id] {
			out = append(out, caller{q, c.in, c.call})
		}
	}
	return out
}

// callersUp returns the calls of a function in all known packages, those through an interface included where it is the one
// type that has it.
func (p *Package) callersUp(id string) []caller {
	out := p.callersOf(id)
	if p.implemented == nil || !strings.HasPrefix(id, "(") {
		return out
	}
	byMethod := once(p, "calls of methods", p.methodCalls)
	for _, m := range byMethod[id[strings.LastIndexByte(id, '.'):]] {
		if m.id == id {
			continue
		}
		if got := p.implemented(m.id); len(got) != 1 || got[0] != id {
			continue
		}
		for _, c := range m.pkg.callers[m.id] {
			if !slices.ContainsFunc(out, func(o caller) bool { return o.call == c.call }) {
				out = append(out, caller{m.pkg, c.in, c.call})
			}
		}
	}
	slices.SortFunc(out, func(a, b caller) int { return int(a.call.Pos()) - int(b.call.Pos()) })
	return out
}

// A called is a method that a package calls.
type called struct {
	pkg *Package
	id  string
}

// methodCalls returns the methods that the known packages call, by name.
func (p *Package) methodCalls() map[string][]called {
	byMethod := map[string][]called{}
	for _, q := range p.all() {
		for id := range q.callers {
			if strings.HasPrefix(id, "(") {
				name := id[strings.LastIndexByte(id, '.'):]
				byMethod[name] = append(byMethod[name], called{q, id})
			}
		}
	}
	return byMethod
}

// all returns all packages that are known, this one included.
func (p *Package) all() []*Package {
	if len(p.everywhere) == 0 {
		return []*Package{p}
	}
	return p.everywhere
}

// target returns the one function of the module that a call runs, and its package; nil if that is not known.
func (p *Package) target(c *ast.CallExpr) (*Package, *code.Func) {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn != nil && fn.Pkg() != nil && (fn.Signature().Recv() == nil || !types.IsInterface(fn.Signature().Recv().Type())) {
		q := p
		if fn.Pkg() != p.Code.Types {
			if q = p.world.pkg(fn.Pkg().Path()); q == nil || q.skip {
				return nil, nil
			}
		}
		return q, q.Code.FuncOf(fn)
	}
	p.mu.Lock()
	ids := p.callees(c)
	if ids == nil {
		ids = p.given(c)
	}
	p.mu.Unlock()
	if fn != nil && p.implemented != nil && len(ids) == 1 {
		ids = p.implemented(ids[0])
	} else if fn != nil {
		ids = ids[min(1, len(ids)):] // without the interface's own
	}
	if len(ids) != 1 {
		return nil, nil
	}
	return p.function(ids[0])
}

// function finds a function of the known packages by its id.
func (p *Package) function(id string) (*Package, *code.Func) {
	for _, q := range append([]*Package{p}, p.everywhere...) {
		if q.skip || !strings.Contains(id, q.Code.Types.Path()) {
			continue
		}
		if i := slices.IndexFunc(q.Code.Funcs, func(f *code.Func) bool { return f.ID == id }); i >= 0 {
			return q, q.Code.Funcs[i]
		}
	}
	return nil, nil
}

// packageOf returns the known package that declares obj, or nil.
func (p *Package) packageOf(obj types.Object) *Package {
	for _, q := range p.everywhere {
		if q.Code.Types == obj.Pkg() {
			return q
		}
	}
	return nil
}

// callee returns the catalogue's fact about what a call means, and how far its arguments are shifted.
func (p *Package) callee(c *ast.CallExpr) (*winapi.Func, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.eval.Callee(c)
}

// roleOf returns the argument of a call of fact that is in a role; offset is how far the arguments are shifted. It is nil if
// there is none.
func (p *Package) roleOf(c *ast.CallExpr, fact *winapi.Func, offset int, role winapi.Role) ast.Expr {
	i, ok := fact.Roles[role]
	if !ok {
		return nil
	}
	if i >= 0 {
		i += offset
	}
	x, _ := p.eval.ArgumentExpr(c, i)
	return x
}

// ofGo reports whether an import path is that of a package of Go's own library: its first element is no domain.
func ofGo(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// mine reports whether fn belongs to a package under analysis.
func (p *Package) mine(fn *types.Func) bool { return p.ours(fn.Pkg()) }

// ours reports whether pkg is this package or another one of the module's that was analysed before.
func (p *Package) ours(pkg *types.Package) bool {
	switch pkg {
	case nil:
		return false
	case p.Code.Types:
		return true
	}
	return p.world.summary(pkg.Path()) != nil && !p.world.foreign(pkg.Path())
}

// rootOf returns the declared function that f is or stands in; of a literal in the value of a package's variable the outermost
// one.
func rootOf(f *code.Func) *code.Func {
	for f.Parent != nil && f.Parent.Node != nil {
		f = f.Parent
	}
	return f
}

// outermost returns the declared function that f is or stands in; of a literal in the value of a package's variable the one that
// stands for the package's variables.
func outermost(f *code.Func) *code.Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

// standsIn reports whether literal g stands in f.
func standsIn(f, g *code.Func) bool {
	for ; g != nil; g = g.Parent {
		if g == f {
			return true
		}
	}
	return false
}
