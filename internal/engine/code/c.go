package code

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

var (
	cComment  = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	cFunction = regexp.MustCompile(`\b([A-Za-z_]\w*)\s*\([^(){};]*\)\s*\{`)
	cCall     = regexp.MustCompile(`\b([A-Za-z_]\w*)\s*\(`)
)

// CCalls returns the names of the functions that a C function calls whose text stands before an import of "C", itself or
// by way of others there; nil if there is no such function. The text is not parsed: a name before a parenthesis counts.
func (p *Package) CCalls(name string) []string {
	direct := p.cCalls()
	if _, ok := direct[name]; !ok {
		return nil
	}
	out := []string{name}
	seen := map[string]bool{name: true}
	for i := 0; i < len(out); i++ {
		for _, callee := range direct[out[i]] {
			if !seen[callee] {
				seen[callee] = true
				out = append(out, callee)
			}
		}
	}
	return out[1:]
}

// readC returns what the C functions of the package call.
func (p *Package) readC() map[string][]string {
	out := map[string][]string{}
	for _, file := range p.Files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.IMPORT {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ImportSpec)
				if spec.Path.Value != `"C"` {
					continue
				}
				for _, doc := range []*ast.CommentGroup{gen.Doc, spec.Doc} {
					if doc != nil {
						readC(doc, out)
					}
				}
			}
		}
	}
	return out
}

func readC(doc *ast.CommentGroup, out map[string][]string) {
	var lines strings.Builder
	for _, c := range doc.List {
		s := c.Text[2:]
		if c.Text[1] == '*' {
			s = s[:len(s)-2]
		}
		lines.WriteString(s + "\n")
	}
	text := cComment.ReplaceAllString(lines.String(), " ")
	for {
		m := cFunction.FindStringSubmatchIndex(text)
		if m == nil {
			return
		}
		name, body := text[m[2]:m[3]], text[m[1]:]
		depth, end := 1, 0
		for ; end < len(body) && depth > 0; end++ {
			switch body[end] {
			case '{':
				depth++
			case '}':
				depth--
			}
		}
		out[name] = []string{}
		for _, c := range cCall.FindAllStringSubmatch(body[:end], -1) {
			out[name] = append(out[name], c[1])
		}
		text = body[end:]
	}
}
