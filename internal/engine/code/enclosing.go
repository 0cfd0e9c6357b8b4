package code

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"sort"
)

// An outline is the nodes of one declaration in source order, so that what stands around a place is found without a look at what
// stands beside it.
type outline struct {
	nodes  []ast.Node
	starts []token.Pos // where each begins; they do not decrease
	parent []int32     // -1 for the declaration
}

// maxNesting is how deep a declaration may be nested for its parts to have surroundings. The way down to the end of a long sum takes
// the square of its length, as each step asks where the rest begins.
const maxNesting = 2000

// outlineOf returns the outline of a declaration, nil for one that is nested too deep.
func outlineOf(decl ast.Decl) *outline {
	room := int(decl.End()-decl.Pos()) / 12 // of densely written code half
	o := &outline{make([]ast.Node, 0, room), make([]token.Pos, 0, room), make([]int32, 0, room)}
	var path []int32
	deep := false
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n.(type) {
		case nil:
			path = path[:len(path)-1]
			return true
		case *ast.CommentGroup:
			return false // it stands before what it belongs to
		}
		if deep = deep || len(path) > maxNesting; deep {
			return false
		}
		start, parent := beginning(decl, n), int32(-1)
		if len(path) > 0 {
			parent = path[len(path)-1]
			start = max(start, o.starts[len(o.starts)-1])
		}
		path = append(path, int32(len(o.nodes)))
		o.nodes, o.starts, o.parent = append(o.nodes, n), append(o.starts, start), append(o.parent, parent)
		return true
	})
	if deep {
		return nil
	}
	return o
}

// beginning returns where a node of a declaration begins. The type of a function begins with "func", before the name.
func beginning(decl ast.Decl, n ast.Node) token.Pos {
	f, ok := decl.(*ast.FuncDecl)
	switch {
	case !ok || n != f.Type:
		return n.Pos()
	case f.Type.TypeParams != nil:
		return f.Type.TypeParams.Pos()
	}
	return f.Type.Params.Pos()
}

// around returns the nodes that hold all that stands from pos to end, the innermost first.
func (o *outline) around(pos, end token.Pos) []ast.Node {
	i := int32(sort.Search(len(o.starts), func(i int) bool { return o.starts[i] > pos })) - 1
	for i >= 0 && o.nodes[i].End() < end {
		i = o.parent[i]
	}
	var path []ast.Node
	for ; i >= 0; i = o.parent[i] {
		path = append(path, o.nodes[i])
	}
	return path
}

// Enclosing returns the nodes around what stands from pos to end, or at pos, the innermost first. In code that is nested too deep
// these are the declaration and the file.
func (p *Package) Enclosing(pos, end token.Pos) []ast.Node {
	f := p.File(pos)
	if f == nil {
		return nil
	}
	decl := declAt(f, pos)
	if decl == nil {
		return []ast.Node{f}
	}
	if o := p.outline(decl); o != nil {
		return append(o.around(pos, max(end, pos+1)), f)
	}
	return []ast.Node{decl, f}
}

// Deep reports whether the code at pos is nested so deep that what takes a look at all within each of its parts would not end.
func (p *Package) Deep(pos token.Pos) bool {
	f := p.File(pos)
	if f == nil {
		return false
	}
	decl := declAt(f, pos)
	return decl != nil && p.outline(decl) == nil
}

func (p *Package) outline(decl ast.Decl) *outline {
	o, ok := p.outlines.Load(decl)
	if !ok {
		o, _ = p.outlines.LoadOrStore(decl, outlineOf(decl))
	}
	return o.(*outline)
}

// declAt returns the declaration that pos lies in, or nil.
func declAt(f *ast.File, pos token.Pos) ast.Decl {
	i, _ := slices.BinarySearchFunc(f.Decls, pos, func(d ast.Decl, pos token.Pos) int { return cmp.Compare(d.End()-1, pos) })
	if i == len(f.Decls) || pos < f.Decls[i].Pos() {
		return nil
	}
	return f.Decls[i]
}
