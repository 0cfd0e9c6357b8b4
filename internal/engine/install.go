// Whether code installs, updates or removes the program.

package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Installing and removing a program is what an administrator does for all users.

// What names say of code that installs, updates or removes the program.
var installWords = set("install installer installation uninstall uninstaller reinstall deploy updater upgrade upgrader selfupdate autoupdate provision msi")

// installing reports whether a name speaks of installing; setup alone does, but not what sets something up.
func installing(name string) bool {
	words := nameWords(name)
	return hasWord(words, installWords) || len(words) == 1 && words[0] == "setup"
}

// maxInstall is how many calls lie between the code that installs and what it does.
const maxInstall = 4

// Installs reports whether the site is part of installing, updating or removing the program, by the names of the functions
// that lead to it, of the commands or settings that it depends on, or because they install a service besides.
func (s *Site) Installs() bool {
	return s.pkg.installs(s.In, s.Node, s.pkg, map[*code.Func]bool{}, 0)
}

// installs reports whether f, at n, is part of an installation. Home is the package that is being judged: of others the
// conditions are not looked at, for they may be judged at the same time.
func (p *Package) installs(f *code.Func, n ast.Node, home *Package, seen map[*code.Func]bool, depth int) bool {
	if p.installed(f) || p == home && p.chosenToInstall(f, n) {
		return true
	}
	outer := outermost(f)
	if depth >= maxInstall || seen[outer] {
		return false
	}
	seen[outer] = true
	for _, g := range []*code.Func{f, outer} {
		for _, q := range p.everywhere {
			for _, c := range q.callers[g.ID] {
				if q.installs(c.in, c.call, home, seen, depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// installed reports whether f installs something, by its names or by what it does.
func (p *Package) installed(f *code.Func) bool {
	if installing(p.Code.Types.Name()) {
		return true
	}
	for ; f != nil; f = f.Parent {
		if f.Obj != nil && (installing(f.Obj.Name()) || installing(typeName(receiver(f)))) {
			return true
		}
		if p.makesService(f) {
			return true
		}
	}
	return false
}

// makesService reports whether f installs or removes a service or an event source.
func (p *Package) makesService(f *code.Func) bool {
	return slices.ContainsFunc(p.sites, func(s *Site) bool {
		return s.In == f && s.Fact != nil && (s.Fact.Has(winapi.Install) || s.Fact.Is[winapi.CreateService] == "create")
	})
}

// chosenToInstall reports whether the code at n in f runs because somebody asked for an installation: a condition says so,
// or the command that the function literal around is the action of.
func (p *Package) chosenToInstall(f *code.Func, n ast.Node) bool {
	for at := n; f != nil; f = f.Parent {
		if g := f.Graph(); g != nil {
			for _, c := range g.Conds(p.block(f, at.Pos())) {
				if c.Value && p.saysInstall(c.Expr) {
					return true
				}
			}
		}
		if f.Node != nil {
			at = f.Node
		}
	}
	for _, around := range p.Code.Enclosing(n.Pos(), n.End()) {
		lit, ok := around.(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, elt := range lit.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			if _, isText := kv.Value.(*ast.BasicLit); isText && p.saysInstall(kv.Value) && p.commandName(kv, lit) {
				return true
			}
		}
	}
	return false
}

// commandName reports whether an element of a literal is the name of a command.
func (p *Package) commandName(kv *ast.KeyValueExpr, lit *ast.CompositeLit) bool {
	id, ok := kv.Key.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.Code.Info.Uses[id].(*types.Var)
	if !ok || !v.IsField() {
		return false
	}
	kind, ok := p.fieldKind(v, p.Code.Info.TypeOf(lit), winapi.Command)
	return ok && kind == "name"
}

// saysInstall reports whether a name or a text in x is a word for installing.
func (p *Package) saysInstall(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || installing(n.Name)
		case *ast.BasicLit:
			found = found || installing(n.Value)
		}
		return !found
	})
	return found
}

// InstallsForAll reports whether the site is part of an installation for all users: what installs a service, or writes the
// machine's keys, does this as well.
func (s *Site) InstallsForAll() bool { return s.Installs() && s.pkg.forAll(s.In, been{}, 0) }

func (p *Package) forAll(f *code.Func, seen been, depth int) bool {
	f = outermost(f)
	if seen.again(f, depth) {
		return false
	}
	if p.forMachine(f) {
		return true
	}
	for _, c := range f.Calls {
		if fn := code.StaticCallee(p.Code.Info, c); fn != nil {
			if g := p.Code.FuncOf(fn); g != nil && g != f && p.forMachine(g) {
				return true
			}
		}
	}
	if depth >= 2 {
		return false
	}
	return slices.ContainsFunc(p.callers[f.ID], func(c call) bool {
		return (p.installed(c.in) || p.chosenToInstall(c.in, c.call)) && p.forAll(c.in, seen, depth+1)
	})
}

// forMachine reports whether f installs a service or writes a key of the machine.
func (p *Package) forMachine(f *code.Func) bool {
	return p.makesService(f) || slices.ContainsFunc(p.sites, func(s *Site) bool {
		if s.In != f || s.Fact == nil || !s.Fact.Has(winapi.OpenKey) && !s.Fact.Has(winapi.WriteKey) && !s.Fact.Has(winapi.StartProcess) {
			return false
		}
		_, ok := s.Writes("HKEY_LOCAL_MACHINE")
		return ok
	})
}
