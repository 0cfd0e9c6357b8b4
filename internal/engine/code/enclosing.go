package code

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"sort"
)

// An outline is the nodes of a declaration, or of one of its statements, in source order, so that what stands around a place is found
// without a look at what stands beside it. Blocks and statements that [within] finds in it have their own.
type outline struct {
	nodes  []ast.Node
	starts []token.Pos // where each begins; they do not decrease
	parent []int32     // -1 for the first
}

// maxNesting is how deep blocks, or the parts of one statement, may be nested to have surroundings. The way down to the end of a long
// sum takes the square of its length, as each step asks where the rest begins.
const maxNesting = 2000

// outlineOf returns the outline of a declaration or statement, nil for one that is nested too deep.
func outlineOf(root ast.Node) *outline {
	room := int(root.End()-root.Pos()) / 12 // of densely written code half
	if _, list := listOf(root); list.IsValid() || BodyOf(root) != nil {
		room = 16
	}
	o := &outline{make([]ast.Node, 0, room), make([]token.Pos, 0, room), make([]int32, 0, room)}
	var path []int32
	deep := false
	ast.Inspect(root, func(n ast.Node) bool {
		switch n.(type) {
		case nil:
			path = path[:len(path)-1]
			return true
		case *ast.CommentGroup:
			return false // it stands before what it belongs to
		}
		if n != root && apart(root, n) {
			return false
		}
		if deep = deep || len(path) > maxNesting; deep {
			return false
		}
		start, parent := beginning(root, n), int32(-1)
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
func beginning(root, n ast.Node) token.Pos {
	f, ok := root.(*ast.FuncDecl)
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
	end = max(end, pos+1)
	down := descend(decl, pos, end)
	last := len(down) - 1
	o := p.outline(down[last])
	if o == nil || last > maxNesting {
		return []ast.Node{decl, f}
	}
	path := o.around(pos, end)
	for i := range down[:last] {
		path = append(path, down[last-1-i])
	}
	return append(path, f)
}

// Deep reports whether the code at pos is nested so deep that what takes a look at all within each of its parts would not end.
func (p *Package) Deep(pos token.Pos) bool {
	f := p.File(pos)
	if f == nil {
		return false
	}
	decl := declAt(f, pos)
	if decl == nil {
		return false
	}
	down := descend(decl, pos, pos+1)
	return len(down) > maxNesting || p.outline(down[len(down)-1]) == nil
}

func (p *Package) outline(root ast.Node) *outline {
	o, ok := p.outlines.Load(root)
	if !ok {
		o, _ = p.outlines.LoadOrStore(root, outlineOf(root))
	}
	return o.(*outline)
}

// descend returns the blocks and statements around what stands from pos to end, from the declaration to the last one that has none
// inside that holds all of that. There are no more than maxNesting and a few.
func descend(decl ast.Decl, pos, end token.Pos) []ast.Node {
	path := []ast.Node{decl}
	for n := ast.Node(decl); len(path) <= maxNesting+1; path = append(path, n) {
		if n = within(n, pos, end); n == nil {
			break
		}
	}
	return path
}

// BodyOf returns the block of a function or of a statement that has one, or nil.
func BodyOf(n ast.Node) *ast.BlockStmt {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Body
	case *ast.IfStmt:
		return n.Body
	case *ast.ForStmt:
		return n.Body
	case *ast.RangeStmt:
		return n.Body
	case *ast.SwitchStmt:
		return n.Body
	case *ast.TypeSwitchStmt:
		return n.Body
	case *ast.SelectStmt:
		return n.Body
	}
	return nil
}

// listOf returns the statements of a block or clause, and where they begin; no place for other nodes.
func listOf(n ast.Node) (list []ast.Stmt, after token.Pos) {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List, n.Lbrace
	case *ast.CaseClause:
		return n.Body, n.Colon
	case *ast.CommClause:
		return n.Body, n.Colon
	}
	return nil, token.NoPos
}

// apart reports whether [within] finds n, which stands directly in root.
func apart(root, n ast.Node) bool {
	if _, after := listOf(root); after.IsValid() {
		return n.Pos() > after
	}
	branch, ok := root.(*ast.IfStmt)
	body := BodyOf(root)
	return body != nil && n == ast.Node(body) || ok && n == branch.Else
}

// within returns the block or statement directly inside n, which holds what stands from pos to end, that holds it as well, or nil.
func within(n ast.Node, pos, end token.Pos) ast.Node {
	if branch, ok := n.(*ast.IfStmt); ok && branch.Else != nil && pos >= branch.Else.Pos() {
		return branch.Else
	}
	if body := BodyOf(n); body != nil && body.Pos() <= pos && end <= body.End() {
		return body
	}
	list, _ := listOf(n)
	i, found := slices.BinarySearchFunc(list, pos, func(s ast.Stmt, pos token.Pos) int { return cmp.Compare(s.Pos(), pos) })
	if !found {
		i--
	}
	if i < 0 || list[i].End() < end {
		return nil
	}
	return list[i]
}

// declAt returns the declaration that pos lies in, or nil.
func declAt(f *ast.File, pos token.Pos) ast.Decl {
	i, _ := slices.BinarySearchFunc(f.Decls, pos, func(d ast.Decl, pos token.Pos) int { return cmp.Compare(d.End()-1, pos) })
	if i == len(f.Decls) || pos < f.Decls[i].Pos() {
		return nil
	}
	return f.Decls[i]
}
