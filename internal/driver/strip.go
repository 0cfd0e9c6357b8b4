package driver

import "bytes"

// cutBodies returns src without the bodies of its functions and without its line comments, so that parsing it costs a fraction
// of what parsing src does. Every line that is left keeps its number and every declaration its column: only offsets differ.
//
// It trusts that src is gofmt'ed as far as that declarations of functions start a line; a body that it does not recognise
// stays. It returns src as it is where that does not end as it should.
func cutBodies(src []byte) []byte {
	var (
		out    = make([]byte, 0, len(src)/2)
		copied = 0     // src[:copied] is dealt with
		depth  = 0     // of parentheses, brackets and braces
		inFunc = false // between the keyword of a declaration and its body
		word   []byte  // the word before, if only space separates it
	)
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case isLetter(c):
			start := i
			for i < len(src) && (isLetter(src[i]) || '0' <= src[i] && src[i] <= '9') {
				i++
			}
			word = src[start:i]
			if depth == 0 && string(word) == "func" && (start == 0 || src[start-1] == '\n') {
				inFunc = true
			}
			continue

		case c == '/' && i+1 < len(src) && src[i+1] == '/':
			out = append(out, src[copied:i]...)
			i = skipComment(src, i)
			copied = i
			continue

		case c == '/' && i+1 < len(src) && src[i+1] == '*':
			i = skipComment(src, i)
			continue

		case c == '"' || c == '\'' || c == '`':
			i = skipLiteral(src, i)
			word = nil
			continue

		case c == '\n':
			if depth == 0 {
				inFunc = false // declared without a body
			}

		case c == ' ' || c == '\t' || c == '\r':

		case c == '{' && inFunc && depth == 0 && string(word) != "struct" && string(word) != "interface":
			end := skipBlock(src, i)
			if end < 0 {
				return src
			}
			out = append(out, src[copied:i+1]...)
			out = appendBlank(out, src[i+1:end-1])
			copied = end - 1
			i = end
			inFunc, word = false, nil
			continue

		case c == '(' || c == '[' || c == '{':
			depth++
			word = nil

		case c == ')' || c == ']' || c == '}':
			depth--
			word = nil

		default:
			word = nil
		}
		i++
	}
	if depth != 0 {
		return src
	}
	return append(out, src[copied:]...)
}

// appendBlank appends white space that moves line and column as text does.
func appendBlank(out, text []byte) []byte {
	column := text
	for {
		i := bytes.IndexByte(column, '\n')
		if i < 0 {
			break
		}
		out = append(out, '\n')
		column = column[i+1:]
	}
	for range column {
		out = append(out, ' ')
	}
	return out
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

// skipComment returns the end of the comment that starts at i, a line comment's before the newline.
func skipComment(src []byte, i int) int {
	if src[i+1] == '/' {
		if n := bytes.IndexByte(src[i:], '\n'); n >= 0 {
			return i + n
		}
		return len(src)
	}
	if n := bytes.Index(src[i+2:], []byte("*/")); n >= 0 {
		return i + 2 + n + 2
	}
	return len(src)
}

// skipLiteral returns the end of the string or rune that starts at i.
func skipLiteral(src []byte, i int) int {
	quote := src[i]
	i++
	if quote == '`' {
		if n := bytes.IndexByte(src[i:], '`'); n >= 0 {
			return i + n + 1
		}
		return len(src)
	}
	for i < len(src) {
		switch src[i] {
		case '\\':
			i++
		case '\n': // not terminated
			return i
		case quote:
			return i + 1
		}
		i++
	}
	return len(src)
}

// inBlock marks the bytes that skipBlock has to look at.
var inBlock = [256]bool{'{': true, '}': true, '"': true, '\'': true, '`': true, '/': true}

// skipBlock returns the end of the block that starts at i, or -1 if it has none.
func skipBlock(src []byte, i int) int {
	depth := 0
	for i < len(src) {
		c := src[i]
		if !inBlock[c] {
			i++
			continue
		}
		switch c {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return i + 1
			}
		case '/':
			if i+1 < len(src) && (src[i+1] == '/' || src[i+1] == '*') {
				i = skipComment(src, i)
				continue
			}
		default:
			i = skipLiteral(src, i)
			continue
		}
		i++
	}
	return -1
}
