package engine

import (
	"go/ast"
)

// Statement returns the statement that is the call at the site and nothing else, or nil: then something becomes of its
// results. Results that are put into the blank identifier count for nothing.
func (s *Site) Statement() ast.Stmt {
	call := s.Call()
	if call == nil {
		return nil
	}
	switch n := s.pkg.parent(call).(type) {
	case *ast.ExprStmt:
		return n
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			if id, ok := x.(*ast.Ident); !ok || id.Name != "_" {
				return nil
			}
		}
		return n
	}
	return nil
}

// Used reports whether something becomes of the results of the call at the site.
func (s *Site) Used() bool {
	switch s.pkg.parent(s.Node).(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return false
	}
	return s.Statement() == nil
}
