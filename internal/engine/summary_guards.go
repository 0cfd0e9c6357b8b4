// The blocks of a function, and the tests of the process and of the user's choice that hold in them.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// blocks returns the basic blocks of f with the tests that hold in them.
func (p *Package) blocks(f *code.Func) []summary.Block {
	g := f.Graph()
	if g == nil {
		return []summary.Block{{Idom: -1}}
	}
	out := make([]summary.Block, g.Len())
	settled := make([]bool, len(out))
	var settle func(i int)
	settle = func(i int) {
		settled[i] = true
		b := &out[i]
		b.Idom = g.Idom(i)
		if b.Idom >= 0 {
			if !settled[b.Idom] {
				settle(b.Idom)
			}
			b.Guards, b.Hangs = slices.Clip(out[b.Idom].Guards), out[b.Idom].Hangs
		}
		for _, c := range g.Decided(i) {
			if guard, ok := p.guard(c); !ok {
				b.Hangs = b.Hangs || !p.succeeded(c)
			} else if len(b.Guards) < maxGuards {
				b.Guards = append(b.Guards, guard)
			}
		}
	}
	for i := range out {
		if !settled[i] {
			settle(i)
		}
	}
	return out
}

// maxGuards is how many tests of one block are told: the outermost.
const maxGuards = 256

// succeeded reports whether a condition that holds says no more than that there was no error.
func (p *Package) succeeded(c code.Cond) bool {
	x, ok := c.Expr.(*ast.BinaryExpr)
	if !ok || c.Tag != nil || !p.isNil(x.Y) || c.Value != (x.Op == token.EQL) {
		return false
	}
	return isError(p.Code.Info.TypeOf(x.X))
}

// guard returns what a condition that holds says about where the code runs.
func (p *Package) guard(c code.Cond) (summary.Guard, bool) {
	if service, ok := p.eval.Test(c); ok {
		return summary.Guard{Kind: summary.IsService, Value: service}, true
	}
	if p.chosen(c) {
		if x, ok := p.absent(c); ok {
			return summary.Guard{Kind: summary.Choice, Key: types.ExprString(x), Value: !c.Value}, true
		}
		key := types.ExprString(c.Expr)
		if c.Tag != nil {
			key = types.ExprString(c.Tag) + " == " + key
		}
		return summary.Guard{Kind: summary.Choice, Key: key, Arg: p.argument(c), Value: c.Value}, true
	}
	return summary.Guard{}, false
}

// absent returns what a condition, written so that it is true, says that the user has not given: x == "". The opposite has
// the same key as the test x alone.
func (p *Package) absent(c code.Cond) (ast.Expr, bool) {
	x, ok := c.Expr.(*ast.BinaryExpr)
	if !ok || c.Tag != nil || x.Op != token.EQL {
		return nil, false
	}
	for _, side := range [][2]ast.Expr{{x.X, x.Y}, {x.Y, x.X}} {
		if v := p.Code.Info.Types[side[1]].Value; v != nil && v.Kind() == constant.String && constant.StringVal(v) == "" {
			return side[0], true
		}
	}
	return nil, false
}

// argument returns the constant that a condition compares with what the user chose.
func (p *Package) argument(c code.Cond) string {
	if c.Tag != nil {
		arg, _ := p.eval.Eval(c.Expr).Known()
		return arg
	}
	var operands []ast.Expr
	switch x := c.Expr.(type) {
	case *ast.BinaryExpr:
		if x.Op == token.EQL {
			operands = []ast.Expr{x.X, x.Y}
		}
	case *ast.CallExpr:
		if len(x.Args) == 1 && p.scansChoices(x) {
			operands = x.Args
		}
	}
	for _, x := range operands {
		if arg, ok := p.eval.Eval(x).Known(); ok {
			return arg
		}
	}
	return ""
}

// chosen reports whether a condition asks what the user chose: an argument, a flag, a setting; or, of a list of words that
// the function is given, what one is: it is to do as an argument of the command line says, whoever has given it.
func (p *Package) chosen(c code.Cond) bool {
	if c.Tag != nil {
		return p.isChoice(c.Tag) || p.isWord(c.Tag)
	}
	switch x := c.Expr.(type) {
	case *ast.BinaryExpr:
		return p.isChoice(x.X) || p.isChoice(x.Y) || (p.isWord(x.X) || p.isWord(x.Y)) && p.argument(c) != ""
	case *ast.CallExpr:
		return p.asksChoice(x) || p.scansChoices(x)
	}
	return p.isChoice(c.Expr)
}

// asksChoice reports whether a call tells what the user chose, or is asked about it.
func (p *Package) asksChoice(x *ast.CallExpr) bool {
	return p.isChoice(x) || slices.ContainsFunc(x.Args, p.isChoice)
}

// scansChoices reports whether a call looks for what it is given among what the user chose: the function around the
// comparison answers true behind it, and else false.
func (p *Package) scansChoices(x *ast.CallExpr) bool {
	obj := code.StaticCallee(p.Code.Info, x)
	if obj == nil || obj.Pkg() != p.Code.Types || obj.Signature().Results().Len() != 1 {
		return false
	}
	f := p.Code.FuncOf(obj)
	if f == nil || f.Graph() == nil {
		return false
	}
	found := false
	for _, r := range f.Returns {
		if len(r.Results) != 1 {
			return false
		}
		switch v := p.Code.Info.Types[r.Results[0]].Value; {
		case v == nil || v.Kind() != constant.Bool:
			return false
		case constant.BoolVal(v):
			found = true
			if !slices.ContainsFunc(f.Graph().Conds(f.Graph().Block(r.Pos())), p.compares) {
				return false
			}
		}
	}
	return found
}

// compares reports whether a condition that holds compares what the user chose with something.
func (p *Package) compares(c code.Cond) bool {
	switch x := c.Expr.(type) {
	case *ast.BinaryExpr:
		return c.Value && x.Op == token.EQL && (p.isChoice(x.X) || p.isChoice(x.Y))
	case *ast.CallExpr:
		return c.Value && p.asksChoice(x)
	}
	return false
}

func (p *Package) isChoice(x ast.Expr) bool {
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return false
	}
	if list, ok := t.Underlying().(*types.Slice); ok {
		t = list.Elem() // all arguments
	}
	if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&(types.IsString|types.IsBoolean) == 0 {
		return false
	}
	return slices.ContainsFunc(p.eval.Eval(x), func(t names.Text) bool { return t.Has(names.Config) || p.handedChoice(t) })
}

// handedChoice reports whether t is a parameter to which calls in the package give what the user chose, or a constant in its
// place.
func (p *Package) handedChoice(t names.Text) bool {
	if len(t) != 1 || t[0].Kind != names.Param || t[0].Path != "" {
		return false
	}
	chosen := false
	for _, c := range p.callers[t[0].Func] {
		v := p.eval.Argument(c.call, t[0])
		switch _, constant := v.Known(); {
		case slices.ContainsFunc(v, func(u names.Text) bool { return u.Has(names.Config) }):
			chosen = true
		case !constant:
			return false
		}
	}
	return chosen
}

// isWord reports whether x is an element of a list of strings that is a parameter.
func (p *Package) isWord(x ast.Expr) bool {
	index, ok := ast.Unparen(x).(*ast.IndexExpr)
	if !ok || !isText(p.Code.Info.TypeOf(x)) {
		return false
	}
	id, ok := ast.Unparen(index.X).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.Code.Info.Uses[id].(*types.Var)
	if !ok || !p.isParameter(v) {
		return false
	}
	_, ok = v.Type().Underlying().(*types.Slice)
	return ok
}
