package driver

import "bytes"

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
