package engine

import (
	"go/ast"
	"go/token"
	"strings"
)

// An ignore is a comment that silences rules on its line, or on the next where it stands alone.
type ignore struct {
	line  int
	rules []string // none means all
}

// ignored reports whether a comment silences the rule at pos: "//rdslint:ignore rule reason", with a reason, or
// "//nolint:rdslint".
func (p *Package) ignored(rule string, pos token.Pos) bool {
	file := p.Code.File(pos)
	line := p.Code.Fset.PositionFor(pos, false).Line
	for _, ig := range p.ignores(file) {
		if ig.line != line && ig.line != line-1 {
			continue
		}
		if len(ig.rules) == 0 {
			return true
		}
		for _, r := range ig.rules {
			if r == rule {
				return true
			}
		}
	}
	return false
}

func (p *Package) ignores(file *ast.File) []ignore {
	var out []ignore
	for _, group := range file.Comments {
		for _, c := range group.List {
			line := p.Code.Fset.PositionFor(c.Pos(), false).Line
			if text, ok := strings.CutPrefix(c.Text, "//rdslint:ignore "); ok {
				if f := strings.Fields(text); len(f) >= 2 {
					out = append(out, ignore{line, strings.Split(f[0], ",")})
				}
			} else if text, ok := strings.CutPrefix(c.Text, "//nolint"); ok {
				if list, ok := strings.CutPrefix(text, ":"); !ok || lists(list, "rdslint") {
					out = append(out, ignore{line: line})
				}
			}
		}
	}
	return out
}

// lists reports whether the list of linters at the beginning of text holds name.
func lists(text, name string) bool {
	list, _, _ := strings.Cut(text, " ")
	for _, n := range strings.Split(list, ",") {
		if strings.TrimSpace(n) == name {
			return true
		}
	}
	return false
}
