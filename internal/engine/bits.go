package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Constant returns the value of a Win32 constant; 0 if there is no such constant.
func (p *Package) Constant(name string) int64 {
	v, _ := p.cat.Constant(name)
	return int64(v)
}

// UIClass returns the kind of [winapi.UI] that an object of a class shows: a WinRT class, a class id or a ProgID.
func (p *Package) UIClass(name string) string { return p.cat.UIClass(name) }

// Shell reports whether a program is the one whose process stands for the user who has logged on.
func (p *Package) Shell(program string) bool {
	return slices.ContainsFunc(p.cat.CommandLine(program), func(f *winapi.Func) bool { return f.Is[winapi.ConsoleSession] == "shell" })
}

// A Bit is a place that sets a bit of a number.
type Bit struct {
	In   *code.Func
	Expr ast.Expr
	// Chosen says that something decides whether the bit is set there.
	Chosen bool
}

// Bits returns the places that set a bit of x.
func (p *Package) Bits(x ast.Expr, bit int64) []Bit { return p.bits(x, bit, 0) }

func (p *Package) bits(x ast.Expr, bit int64, depth int) []Bit {
	if x == nil || depth > 4 {
		return nil
	}
	info := p.Code.Info
	if v := info.Types[x].Value; v != nil {
		if n, ok := constant.Int64Val(constant.ToInt(v)); ok && n&bit != 0 {
			return []Bit{p.bit(x)}
		}
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.OR || x.Op == token.ADD {
			if len(p.bits(x.X, bit, depth+1)) > 0 || len(p.bits(x.Y, bit, depth+1)) > 0 {
				return []Bit{p.bit(x)}
			}
		}
	case *ast.CallExpr:
		if len(x.Args) == 1 && info.Types[x.Fun].IsType() {
			return p.bits(x.Args[0], bit, depth+1)
		}
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return nil
		}
		var out []Bit
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			if d.Value != nil && (d.Kind == code.Assigned && d.Index < 0 || d.Kind == code.Changed && d.Op == token.OR_ASSIGN) {
				out = append(out, p.bits(d.Value, bit, depth+1)...)
			}
		}
		return out
	}
	return nil
}

func (p *Package) bit(x ast.Expr) Bit {
	f := p.Code.Enclosed(x.Pos())
	return Bit{In: f, Expr: x, Chosen: p.decided(f, x.Pos())}
}

// Entries returns the values that the map which x is gets under a key.
func (p *Package) Entries(x ast.Expr, key string) []ast.Expr {
	p.mu.Lock()
	defer p.mu.Unlock()
	is := func(x ast.Expr) bool {
		k, ok := p.eval.Eval(x).Known()
		return ok && k == key
	}
	var out []ast.Expr
	for _, lit := range p.literals(x) {
		for _, elt := range lit.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok && is(kv.Key) {
				out = append(out, kv.Value)
			}
		}
	}
	if v := p.variable(x); v != nil {
		for _, d := range p.Code.Defs(v) {
			as, ok := d.Node.(*ast.AssignStmt)
			if !ok || d.Op != token.LBRACK {
				continue
			}
			for _, l := range as.Lhs {
				if index, ok := ast.Unparen(l).(*ast.IndexExpr); ok && is(index.Index) && p.variable(index.X) == v {
					out = append(out, d.Value)
				}
			}
		}
	}
	return out
}

// Decided reports whether something other than an error decides if the code of x runs.
func (p *Package) Decided(x ast.Expr) bool { return p.decided(p.Code.Enclosed(x.Pos()), x.Pos()) }

// decided reports whether a condition other than a test of an error decides if the code at pos runs.
func (p *Package) decided(f *code.Func, pos token.Pos) bool {
	g := f.Graph()
	if g == nil {
		return false
	}
	for _, c := range g.Conds(max(g.Block(pos), 0)) {
		if b, ok := c.Expr.(*ast.BinaryExpr); ok && (p.isNil(b.X) || p.isNil(b.Y)) {
			continue
		}
		return true
	}
	return false
}

func (p *Package) isNil(x ast.Expr) bool { return p.Code.Info.Types[x].IsNil() }

// fields adds a site for each place that gives a value to a field of class service.create, by which libraries describe a
// service, or to the set of controls that a service accepts, where the value has the role "value"; or of class client.id, where it
// has the role "id", or of kind field of class file.open, where it has the role "name".
func (p *Package) fields() {
	for _, v := range p.Code.Fields() {
		if v.Pkg() == nil || !p.cat.Package(v.Pkg().Path()) {
			continue
		}
		for _, d := range p.Code.Defs(v) {
			owner := d.Base
			if lit, ok := d.Node.(*ast.CompositeLit); ok {
				owner = lit
			}
			if owner == nil || d.Value == nil || d.Index >= 0 || p.dead(d.Func, d.Value.Pos()) {
				continue
			}
			fact := p.cat.Go(names.FieldName(v, p.Code.Info.TypeOf(owner)))
			if fact == nil {
				continue
			}
			role := winapi.Role("value")
			switch {
			case fact.Has(winapi.ClientID):
				role = "id"
			case fact.Is[winapi.OpenFile] == "field":
				role = "name"
			case !fact.Has(winapi.CreateService) && fact.Is[winapi.NotifySession] != "accept":
				continue
			}
			s := p.site(d.Func, d.Value, fact, 0)
			s.exprs[role], s.values[role] = d.Value, p.eval.Eval(d.Value)
			for role, text := range fact.Fixed {
				s.values[role] = names.Lit(text)
			}
			p.sites = append(p.sites, s)
		}
	}
}
