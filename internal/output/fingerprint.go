package output

import (
	"crypto/sha256"
	"encoding/hex"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// A fingerprinter names findings so that the names outlive edits elsewhere in the file. It takes them in file order.
type fingerprinter struct {
	input *Input
	seen  map[string]int // how often a key has come by: the ordinal
	files map[string][]byte
}

// of hashes the rule, the package, the enclosing function, the offending text and the ordinal among equals. Line, file
// and message stay out of it: code moves, and messages get better.
func (p *fingerprinter) of(f *engine.Finding) string {
	key := strings.Join([]string{f.Rule, f.Package, f.Func, normalise(p.text(f))}, "\x00")
	ordinal := p.seen[key]
	p.seen[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(ordinal)))
	return hex.EncodeToString(sum[:16])
}

// text is the source that the finding stands at, "" when it cannot be read.
func (p *fingerprinter) text(f *engine.Finding) string {
	pos, end := p.input.position(f.Pos), p.input.position(f.End)
	if !pos.IsValid() || !end.IsValid() || pos.Filename != end.Filename {
		return ""
	}
	src, ok := p.files[pos.Filename]
	if !ok {
		src, _ = p.input.Read(pos.Filename)
		if p.files == nil {
			p.files = make(map[string][]byte)
		}
		p.files[pos.Filename] = src
	}
	if pos.Offset > end.Offset || end.Offset > len(src) {
		return ""
	}
	return string(src[pos.Offset:end.Offset])
}

// normalise reduces code to its tokens, so that neither gofmt nor a comment changes a fingerprint.
func normalise(code string) string {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(code)), []byte(code), nil, 0)
	var words []string
	for {
		_, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return strings.Join(words, " ")
		case tok == token.SEMICOLON && lit != ";": // a line's end, or a text's
		case lit != "":
			words = append(words, lit)
		default:
			words = append(words, tok.String())
		}
	}
}
