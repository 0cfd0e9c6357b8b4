// Package fix builds the edits of a fix in one file: code is written in place, as gofmt would print it, and what it needs
// is imported. It declares nothing at package level.
package fix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"go/version"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/code"
)

// Windows is the import path of the bindings that fixes are written with.
const Windows = "golang.org/x/sys/windows"

// A File collects the edits of a fix.
type File struct {
	pkg    *engine.Package
	file   *ast.File
	at     token.Pos
	edits  []engine.Edit
	added  []string          // the paths that are imported besides
	unused []*ast.ImportSpec // what need not be imported any more
	bad    bool
}

// At returns the builder of a fix that changes the code at pos in p; nil if the code is not that of a file.
func At(p *engine.Package, pos token.Pos) *File {
	file := p.Code.File(pos)
	if file == nil {
		return nil
	}
	return &File{pkg: p, file: file, at: pos}
}

// Edits returns the edits, or nil if some part of the fix could not be made.
func (f *File) Edits() []engine.Edit {
	if f.bad {
		return nil
	}
	edits := slices.Clone(f.edits)
	added := f.added
	if e, ok := f.together(); ok && len(added) > 1 {
		edits, added = append(edits, e), nil
	}
	for _, imp := range added {
		e, ok := f.insert(imp)
		if !ok {
			return nil
		}
		edits = append(edits, e)
	}
	for _, spec := range f.unused {
		e, ok := f.remove(spec)
		if !ok || slices.ContainsFunc(edits, func(o engine.Edit) bool { return e.Pos < o.End && o.Pos < e.End }) {
			return nil
		}
		edits = append(edits, e)
	}
	return edits
}

// Fail gives the fix up.
func (f *File) Fail() { f.bad = true }

// Go reports whether the file may use what the language and its library offer from a version on ("go1.21").
func (f *File) Go(v string) bool {
	have := f.pkg.Code.Types.GoVersion()
	if fv := f.pkg.Code.Info.FileVersions[f.file]; fv != "" {
		have = fv
	}
	return have == "" || version.Compare(have, v) >= 0
}

// Import returns the name by which the code at the builder's place can use a package, and imports the package if the file
// does not. It gives the fix up where the name means something else, or the module may not know the package.
func (f *File) Import(imp string) string {
	name := path.Base(imp)
	scope := f.pkg.Code.Types.Scope().Innermost(f.at)
	if scope == nil {
		f.Fail()
		return name
	}
	for _, spec := range f.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != imp {
			continue
		}
		if spec.Name != nil {
			if spec.Name.Name == "_" || spec.Name.Name == "." {
				continue
			}
			name = spec.Name.Name
		}
		if _, obj := scope.LookupParent(name, f.at); obj != nil {
			if p, ok := obj.(*types.PkgName); ok && p.Imported().Path() == imp {
				return name
			}
		}
		f.Fail()
		return name
	}
	if _, obj := scope.LookupParent(name, f.at); obj != nil || !f.pkg.Knows(imp) {
		f.Fail()
	}
	if !slices.Contains(f.added, imp) {
		f.added = append(f.added, imp)
	}
	return name
}

// Replace puts statements in the place of n, a statement that stands on lines of its own. They need not be formatted.
func (f *File) Replace(n ast.Stmt, text string) {
	comment := func(c *ast.CommentGroup) bool { return n.Pos() < c.Pos() && c.End() <= n.End() }
	if !f.alone(n) || slices.ContainsFunc(f.file.Comments, comment) {
		f.Fail()
		return
	}
	const head, tail = "package p\n\nfunc _() {\n", "\n}\n"
	src, err := format.Source([]byte(head + text + tail))
	if err != nil {
		f.Fail()
		return
	}
	// The body has one tab more than the statement has at the margin.
	out := strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(string(src), head), tail), "\t")
	f.leave(n, out)
	indent := strings.Repeat("\t", max(f.pkg.Code.Fset.PositionFor(n.Pos(), false).Column-2, 0))
	f.edits = append(f.edits, engine.Edit{Pos: n.Pos(), End: n.End(), New: strings.ReplaceAll(out, "\n", "\n"+indent)})
}

// leave sees to what only n uses: an import is dropped, and for a variable the fix is given up. Text is what comes instead
// of n.
func (f *File) leave(n ast.Node, text string) {
	kept := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		kept[w] = true
	}
	seen := map[types.Object]bool{}
	ast.Inspect(n, func(m ast.Node) bool {
		id, ok := m.(*ast.Ident)
		if !ok || kept[id.Name] {
			return true
		}
		obj := f.pkg.Code.Info.Uses[id]
		if obj == nil || seen[obj] {
			return true
		}
		seen[obj] = true
		if slices.ContainsFunc(f.pkg.Code.Uses(obj), func(id *ast.Ident) bool { return id.Pos() < n.Pos() || n.End() <= id.Pos() }) {
			return true
		}
		switch obj := obj.(type) {
		case *types.Var:
			if !obj.IsField() && obj.Parent() != f.pkg.Code.Types.Scope() && !f.parameter(obj) {
				f.Fail()
			}
		case *types.PkgName:
			for _, spec := range f.file.Imports {
				if f.pkg.Code.Info.PkgNameOf(spec) == obj {
					f.unused = append(f.unused, spec)
				}
			}
		}
		return true
	})
}

// parameter reports whether v is a parameter or result of a function, which may be unused.
func (f *File) parameter(v *types.Var) bool {
	return slices.ContainsFunc(f.pkg.Code.Defs(v), func(d *code.Def) bool { return d.Kind == code.Given })
}

// remove returns the edit that drops an import from a group of several.
func (f *File) remove(spec *ast.ImportSpec) (engine.Edit, bool) {
	file := f.pkg.Code.Fset.File(spec.Pos())
	line := file.Line(spec.Pos())
	for _, other := range f.file.Imports {
		if l := file.Line(other.Pos()); (l == line-1 || l == line+1) && spec.Doc == nil && spec.Comment == nil && line < file.LineCount() {
			return engine.Edit{Pos: file.LineStart(line), End: file.LineStart(line + 1)}, true
		}
	}
	return engine.Edit{}, false
}

// Free reports whether the code of x uses none of some names, so that it means the same where they are declared anew.
func (f *File) Free(x string, names ...string) bool {
	expr, err := parser.ParseExpr(x)
	if err != nil {
		return false
	}
	free := true
	ast.Inspect(expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && slices.Contains(names, id.Name) {
			free = false
		}
		return free
	})
	return free
}

// alone reports whether a statement of a block or clause begins its line.
func (f *File) alone(n ast.Stmt) bool {
	line := func(pos token.Pos) int { return f.pkg.Code.Fset.PositionFor(pos, false).Line }
	var list []ast.Stmt
	var open token.Pos
	for _, outer := range f.pkg.Code.Enclosing(n.Pos(), n.End()) {
		switch outer := outer.(type) {
		case *ast.BlockStmt:
			list, open = outer.List, outer.Lbrace
		case *ast.CaseClause:
			list, open = outer.Body, outer.Colon
		case *ast.CommClause:
			list, open = outer.Body, outer.Colon
		}
		if open.IsValid() {
			break
		}
	}
	for _, s := range list {
		if s == n {
			return line(open) < line(n.Pos())
		}
		open = s.End()
	}
	return false
}

// Source returns an expression as it is written, comments left out.
func (f *File) Source(x ast.Expr) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, f.pkg.Code.Fset, x); err != nil {
		f.Fail()
	}
	if text := b.String(); strings.Contains(text, "`") && strings.Contains(text, "\n") {
		f.Fail() // the lines of a raw string must not be indented
	}
	return b.String()
}

// insert returns the edit that imports a package: among the imports of its kind, in their order.
func (f *File) insert(imp string) (engine.Edit, bool) {
	quoted := strconv.Quote(imp)
	var last *ast.GenDecl
	for _, d := range f.file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			break
		}
		if len(gen.Specs) == 1 && pathOf(gen.Specs[0]) == "C" {
			continue // the comment above it is C code
		}
		if gen.Lparen.IsValid() && len(gen.Specs) > 0 {
			return f.among(gen, imp), true
		}
		last = gen
	}
	switch {
	case last == nil:
		return engine.Edit{Pos: f.file.Name.End(), End: f.file.Name.End(), New: "\n\nimport " + quoted}, true
	case len(last.Specs) == 1:
		// import "a" becomes a list of two.
		old := last.Specs[0].(*ast.ImportSpec)
		spec := old.Path.Value
		if old.Name != nil {
			spec = old.Name.Name + " " + spec
		}
		lines := []string{spec, quoted}
		sep := "\n\t"
		switch {
		case standard(imp) != standard(pathOf(old)):
			sep = "\n\n\t"
			if standard(imp) {
				slices.Reverse(lines)
			}
		case imp < pathOf(old):
			slices.Reverse(lines)
		}
		return engine.Edit{Pos: last.Pos(), End: last.End(), New: "import (\n\t" + strings.Join(lines, sep) + "\n)"}, old.Comment == nil
	}
	return engine.Edit{}, false
}

// among returns the edit that adds a package to a list of imports: to the group that holds packages of its kind.
func (f *File) among(gen *ast.GenDecl, imp string) engine.Edit {
	file := f.pkg.Code.Fset.File(gen.Pos())
	line := file.Line
	quoted := strconv.Quote(imp)
	before := func(spec ast.Spec, gap string) engine.Edit {
		pos := spec.Pos()
		if doc := spec.(*ast.ImportSpec).Doc; doc != nil {
			pos = doc.Pos()
		}
		pos = file.LineStart(line(pos))
		return engine.Edit{Pos: pos, End: pos, New: "\t" + quoted + "\n" + gap}
	}
	after := func(spec ast.Spec, gap string) engine.Edit {
		pos := spec.End()
		if c := spec.(*ast.ImportSpec).Comment; c != nil {
			pos = c.End()
		}
		return engine.Edit{Pos: pos, End: pos, New: "\n" + gap + "\t" + quoted}
	}
	var groups [][]ast.Spec
	for i, s := range gen.Specs {
		if i == 0 || line(s.Pos()) > line(gen.Specs[i-1].End())+1 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], s)
	}
	for _, g := range groups {
		if !slices.ContainsFunc(g, func(s ast.Spec) bool { return standard(pathOf(s)) == standard(imp) && pathOf(s) != "C" }) {
			continue
		}
		for _, s := range g {
			if pathOf(s) > imp {
				return before(s, "")
			}
		}
		return after(g[len(g)-1], "")
	}
	if standard(imp) {
		return before(gen.Specs[0], "\n")
	}
	return after(gen.Specs[len(gen.Specs)-1], "\n")
}

func pathOf(s ast.Spec) string {
	p, _ := strconv.Unquote(s.(*ast.ImportSpec).Path.Value)
	return p
}

// standard reports whether a package belongs to Go itself.
func standard(imp string) bool {
	first, _, _ := strings.Cut(imp, "/")
	return !strings.Contains(first, ".")
}

// Text returns an expression of type string with the text that x holds: x itself, what it is made of, or what stands
// behind the pointer to UTF-16 characters that it is.
func (f *File) Text(x ast.Expr) string {
	if x == nil {
		f.Fail()
		return ""
	}
	if text := f.pkg.TextOf(x); text != nil {
		return f.Source(text)
	}
	for {
		call, ok := ast.Unparen(x).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !f.pkg.Code.Info.Types[call.Fun].IsType() {
			break
		}
		x = call.Args[0]
	}
	tv := f.pkg.Code.Info.Types[x]
	if ptr, ok := tv.Type.(*types.Pointer); ok && types.Identical(ptr.Elem(), types.Typ[types.Uint16]) {
		return f.Import(Windows) + ".UTF16PtrToString(" + f.Source(x) + ")"
	}
	if !tv.IsNil() {
		f.Fail()
	}
	return `""`
}

// Number returns x, a number, as an argument of type uintptr.
func (f *File) Number(x ast.Expr) string {
	for {
		call, ok := ast.Unparen(x).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !f.pkg.Code.Info.Types[call.Fun].IsType() {
			break
		}
		x = call.Args[0]
	}
	if x == nil {
		return "0"
	}
	if f.untyped(x) || types.Identical(f.pkg.Code.Info.TypeOf(x), types.Typ[types.Uintptr]) {
		return f.Source(x)
	}
	return "uintptr(" + f.Source(x) + ")"
}

// untyped reports whether x is an untyped constant before it is converted to what its place wants.
func (f *File) untyped(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		return f.untyped(x.X) && f.untyped(x.Y)
	case *ast.UnaryExpr:
		return f.untyped(x.X)
	case *ast.SelectorExpr:
		return f.untyped(x.Sel)
	case *ast.Ident:
		if c, ok := f.pkg.Code.Info.Uses[x].(*types.Const); ok {
			b, ok := c.Type().(*types.Basic)
			return ok && b.Info()&types.IsUntyped != 0
		}
	}
	return false
}
