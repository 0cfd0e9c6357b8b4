// The words of the names that a program uses.

package engine

import (
	"go/ast"
	"strings"
	"unicode"
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// nameWords splits a name into its words, in lower case and without a plural's ending.
func nameWords(name string) []string {
	var out []string
	var w []rune
	flush := func() {
		if len(w) > 0 {
			s := strings.ToLower(string(w))
			if len(s) > 3 && !strings.HasSuffix(s, "ss") && s != "dns" {
				s = strings.TrimSuffix(s, "s")
			}
			out = append(out, s)
			w = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			flush()
		}
		w = append(w, r)
	}
	flush()
	return out
}

// mentions reports whether a name or text has one of the words, which are in lower case and ASCII, in it. It is asked of every name of
// a program, and splits none.
func mentions(name string, words ...string) bool {
	for _, w := range words {
		for i := 0; i+len(w) <= len(name); i++ {
			if name[i]|0x20 == w[0] && strings.EqualFold(name[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

func hasWord(list []string, set map[string]bool) bool {
	for _, w := range list {
		if set[w] {
			return true
		}
	}
	return false
}

// nameOf returns the name by which an expression refers to what it holds.
func nameOf(x ast.Expr) string {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.IndexExpr:
		return nameOf(x.X)
	case *ast.CallExpr:
		return nameOf(x.Fun)
	case *ast.StarExpr:
		return nameOf(x.X)
	case *ast.UnaryExpr:
		return nameOf(x.X)
	}
	return ""
}
