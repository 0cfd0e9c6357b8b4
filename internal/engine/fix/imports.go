package fix

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// together returns the one edit that imports all packages where the file has no list of imports; false where it has one.
func (f *File) together() (e engine.Edit, ok bool) {
	var std, others []string
	put := func(imp, spec string) {
		if standard(imp) {
			std = append(std, spec)
		} else {
			others = append(others, spec)
		}
	}
	e.Pos, e.End = f.file.Name.End(), f.file.Name.End()
	lead := "\n\n"
	n := 0
	for _, d := range f.file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			break
		}
		for _, s := range gen.Specs {
			spec := s.(*ast.ImportSpec)
			if gen.Lparen.IsValid() || spec.Comment != nil || gen.Doc != nil || pathOf(spec) == "C" || n > 0 {
				return e, false
			}
			text := spec.Path.Value
			if spec.Name != nil {
				text = spec.Name.Name + " " + text
			}
			put(pathOf(spec), text)
			e.Pos, e.End, lead = gen.Pos(), gen.End(), ""
			n++
		}
	}
	for _, imp := range f.added {
		put(imp, strconv.Quote(imp))
	}
	var groups []string
	for _, g := range [][]string{std, others} {
		slices.SortFunc(g, func(a, b string) int {
			return strings.Compare(a[strings.IndexByte(a, '"'):], b[strings.IndexByte(b, '"'):])
		})
		if len(g) > 0 {
			groups = append(groups, "\t"+strings.Join(g, "\n\t"))
		}
	}
	e.New = lead + "import (\n" + strings.Join(groups, "\n\n") + "\n)"
	return e, true
}
