package names

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/rdslint/rdslint/internal/winapi"
)

// placed says of s, a path that f yields, where it lies: Segment.Path names the machine's folder as the catalogue does.
func placed(s Segment, f *winapi.Func) Segment {
	kind := f.Is[winapi.ProfilePath]
	s.Text = places[kind]
	switch kind {
	case "machine":
		s.Path = "PROGRAMDATA"
	case "system":
		s.Path = "WINDIR"
	}
	return s
}

// folder says of s, a path that call asks for, which folder it is where the call asks for one by its id.
func (e *Evaluator) folder(call *ast.CallExpr, f *winapi.Func, s Segment) Segment {
	if s.Kind != Path || s.Text != Somewhere {
		return s
	}
	_, offset := e.Callee(call)
	var folder winapi.Folder
	known := false
	for _, role := range []winapi.Role{"folder", "csidl"} {
		i, ok := f.Roles[role]
		if !ok {
			continue
		}
		x, _ := e.ArgumentExpr(call, i+offset)
		if x == nil {
			continue
		}
		if n, ok := e.Eval(x).Int(); ok && role == "csidl" {
			folder, known = e.cat.CSIDL(uint64(n))
		} else if v := e.named(x); v != nil {
			folder, known = e.cat.Folder(v.Name())
		}
	}
	switch {
	case known && folder.Scope == "user":
		s.Text = ""
	case known && folder.Scope == "machine":
		s.Text, s.Path = Machine, folder.Name
	}
	return s
}

// named returns the variable or constant of the catalogue that x names, or nil.
func (e *Evaluator) named(x ast.Expr) types.Object {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok {
		x = ast.Unparen(u.X)
	}
	id, ok := x.(*ast.Ident)
	if sel, isSel := x.(*ast.SelectorExpr); isSel {
		id, ok = sel.Sel, true
	}
	if !ok {
		return nil
	}
	obj := e.Pkg.Info.Uses[id]
	if obj == nil || obj.Pkg() == nil || !e.cat.Package(obj.Pkg().Path()) {
		return nil
	}
	return obj
}

// ownProgram returns the value of the first of the program's arguments, by which it was started: os.Args[0].
func (e *Evaluator) ownProgram(x *ast.IndexExpr) Values {
	n := e.Pkg.Info.Types[x.Index].Value
	if n == nil || n.Kind() != constant.Int || constant.Sign(n) != 0 {
		return nil
	}
	obj := e.named(x.X)
	if obj == nil {
		return nil
	}
	f := e.cat.Go(obj.Pkg().Path() + "." + obj.Name())
	if f == nil || f.Is[winapi.Source] != "config" || f.Is[winapi.ProfilePath] != "exe" {
		return nil
	}
	return One(Segment{Kind: Path, Text: Executable})
}

// lastElement returns what is known of the last element of a path: that of a path which the system chooses is a plain name.
func lastElement(s Segment) Segment {
	switch s.Kind {
	case Path:
		s.Plain = true
	case Known:
		s = derive(baseName)(s)
	}
	return s
}

func baseName(text string) string {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == '\\' || text[i] == '/' {
			return text[i+1:]
		}
	}
	return text
}
