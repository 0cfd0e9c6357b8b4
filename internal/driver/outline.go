package driver

import (
	"bytes"
	"go/ast"
	"go/token"
)

// An outlined declaration is what can be kept or dropped as a whole: a function, a spec of another declaration, or all of a
// declaration of constants that take their values from their places in it.
type outlined struct {
	tok        token.Token // FUNC, TYPE, CONST or VAR
	start, end int         // of the text
	body       int         // where the body of a function begins, 0 if it has none
	bare       bool        // the text is a spec: it lacks the keyword
	names      []string    // that it declares
	method     bool        // of the type recv
	recv       string
	alias      string // the type that it is another name of, if that has a plain name
}

// outline finds the declarations in the text from offset start on, where its imports end. It parses nothing: a dependency
// declares a thousand things, of which a few are asked for. It is not ok where the text does not look like Go.
func outline(src []byte, start int) (list []outlined, ok bool) {
	s := splitter{src: src, pos: start}
	for {
		start, end, ok := s.next()
		if !ok {
			return nil, false
		}
		if start == end {
			return list, s.pos == len(src)
		}
		first := wordEnd(src, start)
		rest := skipSpace(src, first)
		switch word := string(src[start:first]); word {
		case "func":
			d := outlineFunc(src, start, end, rest)
			d.body = s.body
			list = append(list, d)
		case "type", "const", "var":
			tok := token.Lookup(word)
			if rest >= end || src[rest] != '(' {
				list = append(list, outlineSpec(src, tok, rest, end))
				continue
			}
			specs, ok := outlineGroup(src, tok, rest+1, end)
			if !ok {
				return nil, false
			}
			if tok == token.CONST && usesPlace(src, specs) {
				all := outlined{tok: tok, start: start, end: end}
				for _, spec := range specs {
					all.names = append(all.names, spec.names...)
				}
				specs = []outlined{all}
			}
			list = append(list, specs...)
		default:
			return nil, false
		}
	}
}

// outlineFunc outlines the function between start and end; what follows the keyword is at rest.
func outlineFunc(src []byte, start, end, rest int) outlined {
	d := outlined{tok: token.FUNC, start: start, end: end}
	if rest < end && src[rest] == '(' {
		d.method = true
		for i := rest + 1; i < end && src[i] != ')' && src[i] != '['; i = skipSpace(src, i) {
			if e := wordEnd(src, i); e > i {
				d.recv = string(src[i:e]) // the last word: its name comes before, if it has one
				i = e
			} else {
				i++
			}
		}
		rest = skipSpace(src, skipBrackets(src, rest))
	}
	if e := wordEnd(src, rest); e > rest && e <= end {
		d.names = []string{string(src[rest:e])}
	}
	return d
}

// outlineGroup outlines the specs of a declaration in parentheses that has begun.
func outlineGroup(src []byte, tok token.Token, start, end int) (list []outlined, ok bool) {
	s := splitter{src: src[:end], pos: start}
	for {
		start, end, ok := s.next()
		if !ok || start == end {
			return list, ok
		}
		list = append(list, outlineSpec(src, tok, start, end))
	}
}

// outlineSpec outlines the spec between start and end.
func outlineSpec(src []byte, tok token.Token, start, end int) outlined {
	d := outlined{tok: tok, start: start, end: end, bare: true}
	for i := start; i < end; i = skipSpace(src, i+1) {
		e := wordEnd(src, i)
		if e == i {
			break
		}
		d.names = append(d.names, string(src[i:e]))
		i = skipSpace(src, e)
		if tok == token.TYPE {
			d.alias = aliased(src[:end], i)
			break
		}
		if i >= end || src[i] != ',' {
			break
		}
	}
	return d
}

// aliased returns the name of the type that an alias stands for, whose own name ends before i; "" if it is none or has no plain
// name.
func aliased(src []byte, i int) string {
	if i < len(src) && src[i] == '[' {
		i = skipSpace(src, skipBrackets(src, i))
	}
	if i >= len(src) || src[i] != '=' {
		return ""
	}
	for i = skipSpace(src, i+1); i < len(src) && (src[i] == '*' || src[i] == '('); {
		i = skipSpace(src, i+1)
	}
	e := wordEnd(src, i)
	name := string(src[i:e])
	if e = skipSpace(src, e); e < len(src) && src[e] == '.' || token.IsKeyword(name) {
		return ""
	}
	return name
}

// outlinedDecl is what outline says of a declaration, of one that is parsed. A spec is none of its own there.
func outlinedDecl(d ast.Decl) (o outlined) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		o.tok, o.names = token.FUNC, []string{d.Name.Name}
		if o.method = d.Recv != nil; o.method && len(d.Recv.List) > 0 {
			o.recv = baseName(d.Recv.List[0].Type)
		}
	case *ast.GenDecl:
		o.tok = d.Tok
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					o.names = append(o.names, name.Name)
				}
			case *ast.TypeSpec:
				o.names = append(o.names, spec.Name.Name)
			}
		}
	}
	return o
}

// usesPlace reports whether a constant of the declaration takes its value from its place in it.
func usesPlace(src []byte, specs []outlined) bool {
	for _, spec := range specs {
		assigned := false
		for i := spec.start; i < spec.end; i = skipSpace(src, i) {
			switch e := wordEnd(src, i); {
			case e > i:
				if string(src[i:e]) == "iota" {
					return true
				}
				i = e
			case src[i] == '"' || src[i] == '\'' || src[i] == '`':
				i = skipLiteral(src, i)
			default:
				assigned = assigned || src[i] == '='
				i++
			}
		}
		if !assigned {
			return true
		}
	}
	return false
}

// A splitter cuts text into statements as the language does: at semicolons, which are also where a line ends after a name, a
// literal or a closing bracket.
type splitter struct {
	src  []byte
	pos  int
	body int // where the body of a function begins that the last statement declares, else 0
}

// next returns the next statement within the brackets that pos is in. It is empty where the bracket closes or the text ends. It
// is not ok if brackets do not match.
func (s *splitter) next() (start, end int, ok bool) {
	start = -1
	s.body = 0
	depth := 0
	last := 0         // the end of the last token
	var word [2]int   // the last token, if it is a word
	complete := false // the last token, if it is not a word, may end a statement
	isFunc := false   // the statement declares a function
	ends := func() bool {
		if depth > 0 || start < 0 {
			return false
		}
		if word[1] == last {
			return !token.IsKeyword(string(s.src[word[0]:word[1]]))
		}
		return complete
	}
	for s.pos < len(s.src) {
		i := s.pos
		c := s.src[i]
		switch {
		case c == '\n':
			s.pos++
			if ends() {
				return start, last, true
			}
			continue
		case c == ' ' || c == '\t' || c == '\r':
			s.pos++
			continue
		case c == ';':
			s.pos++
			if depth == 0 && start >= 0 {
				return start, last, true
			}
			continue
		case c == '/' && i+1 < len(s.src) && (s.src[i+1] == '/' || s.src[i+1] == '*'):
			s.pos = skipComment(s.src, i)
			if bytes.IndexByte(s.src[i:s.pos], '\n') >= 0 && ends() {
				return start, last, true
			}
			continue
		case (c == ')' || c == ']' || c == '}') && depth == 0:
			if start < 0 {
				return i, i, true
			}
			return start, last, true
		}
		if start < 0 {
			start = i
		}
		switch {
		case isLetter(c):
			s.pos = wordEnd(s.src, i)
			word = [2]int{i, s.pos}
			isFunc = isFunc || start == i && string(s.src[i:s.pos]) == "func"
		case '0' <= c && c <= '9':
			for s.pos++; s.pos < len(s.src) && (s.src[s.pos] == '.' || isWord(s.src[s.pos])); {
				s.pos++
			}
			complete = true
		case c == '"' || c == '\'' || c == '`':
			s.pos = skipLiteral(s.src, i)
			complete = true
		case c == '{' && depth == 0 && isFunc && !(word[1] == last && isTypeWord(s.src[word[0]:word[1]])):
			end := skipBlock(s.src, i)
			if end < 0 {
				return 0, 0, false
			}
			s.body, s.pos = i, end
			complete = true
		case c == '(' || c == '[' || c == '{':
			s.pos++
			depth++
			complete = false
		case c == ')' || c == ']' || c == '}':
			s.pos++
			depth--
			complete = true
		default:
			s.pos++
			complete = false
		}
		last = s.pos
	}
	if start < 0 {
		return s.pos, s.pos, true
	}
	return start, last, depth == 0
}

// isTypeWord reports whether a word before a brace makes the braces part of a type.
func isTypeWord(word []byte) bool { return string(word) == "struct" || string(word) == "interface" }

func isWord(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }

// wordEnd returns the end of the word that starts at i, i if none does.
func wordEnd(src []byte, i int) int {
	if i >= len(src) || !isLetter(src[i]) {
		return i
	}
	for i < len(src) && isWord(src[i]) {
		i++
	}
	return i
}

// skipSpace returns where the next token starts, from i on.
func skipSpace(src []byte, i int) int {
	for i < len(src) {
		switch c := src[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '/' && i+1 < len(src) && (src[i+1] == '/' || src[i+1] == '*'):
			i = skipComment(src, i)
		default:
			return i
		}
	}
	return i
}

// skipBrackets returns the end of the brackets that open at i, or of the text.
func skipBrackets(src []byte, i int) int {
	for depth := 0; i < len(src); i = skipSpace(src, i) {
		switch src[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'', '`':
			i = skipLiteral(src, i)
			continue
		}
		i++
	}
	return len(src)
}
