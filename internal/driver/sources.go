package driver

import (
	"bytes"
	"cmp"
	"fmt"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"
)

// A platform tells which files are compiled.
type platform struct {
	os, arch string
	tags     map[string]bool // that hold, the names of os and arch included
	trace    *trace
}

// Names that count at the end of a file's name.
var (
	knownOS   = set("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos")
	knownArch = set("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le " +
		"ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm")
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// newPlatform returns the platform for lists of tags beside the ones that follow from it.
func newPlatform(goos, goarch string, tags ...string) *platform {
	t := &platform{os: goos, arch: goarch, tags: set("gc cgo " + goos + " " + goarch + " " + strings.Join(tags, " "))}
	switch goos {
	case "android":
		t.tags["linux"] = true
	case "illumos":
		t.tags["solaris"] = true
	case "ios":
		t.tags["darwin"] = true
	case "js", "nacl", "plan9", "wasip1", "windows", "zos":
		return t
	}
	t.tags["unix"] = true
	return t
}

// holds reports whether a build tag is satisfied.
func (t *platform) holds(tag string) bool {
	if tag == "boringcrypto" { // an old name
		tag = "goexperiment.boringcrypto"
	}
	return t.tags[tag]
}

// matchName reports whether a file takes part as far as its name says.
func (t *platform) matchName(name string) bool {
	name, _, _ = strings.Cut(name, ".")
	_, name, ok := strings.Cut(name, "_") // a file named windows.go or amd64.go is for all
	if !ok {
		return true
	}
	elems := strings.Split(name, "_")
	if n := len(elems); elems[n-1] == "test" {
		elems = elems[:n-1]
	}
	n := len(elems)
	switch {
	case n >= 2 && knownOS[elems[n-2]] && knownArch[elems[n-1]]:
		return t.tags[elems[n-2]] && t.tags[elems[n-1]]
	case n >= 1 && (knownOS[elems[n-1]] || knownArch[elems[n-1]]):
		return t.tags[elems[n-1]]
	}
	return true
}

// A header is what the first lines of a Go file say.
type header struct {
	built bool   // build constraints let it take part
	name  string // the package; "" if there is no package clause
	cgo   bool   // it imports "C"
	bad   bool   // it cannot be made sense of
}

// header reads the first lines of a file.
func (t *platform) header(src []byte) (h header) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	s := &headScanner{src: src}
	s.leading()
	if s.goBuild == "" {
		h.built = true
		for _, line := range s.plusBuild {
			if x, err := constraint.Parse(line); err == nil && !x.Eval(t.holds) {
				h.built = false
			}
		}
	} else if x, err := constraint.Parse(s.goBuild); err == nil {
		h.built = x.Eval(t.holds)
	} else {
		h.bad = true
	}
	h.bad = h.bad || s.twice
	if !h.built {
		return h
	}
	if s.token() == "package" {
		h.name = s.token()
	}
	if h.name == "" || !isLetter(h.name[0]) {
		h.name, h.bad = "", true
	}
	for s.token() == "import" {
		tok := s.token()
		many := tok == "("
		if many {
			tok = s.token()
		}
		for ; tok != "" && tok != ")"; tok = s.token() {
			if tok == `"C"` || tok == "`C`" {
				h.cgo = true
			}
			if !many && (tok[0] == '"' || tok[0] == '`') {
				break
			}
		}
	}
	return h
}

// A headScanner reads a file as far as its last import.
type headScanner struct {
	src       []byte
	pos       int
	goBuild   string   // the //go:build line
	twice     bool     // there is more than one
	plusBuild []string // old constraints
}

// leading reads the comments before the package clause.
func (s *headScanner) leading() {
	var pending []string // old constraints: a blank line must follow, lest they be documentation
	ended := false       // by a comment of the other form
	start := true        // of a line
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '\n':
			if start {
				s.plusBuild = append(s.plusBuild, pending...)
				pending = nil
			}
			start = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\r':
			s.pos++
		case bytes.HasPrefix(s.src[s.pos:], []byte("//")):
			end := skipComment(s.src, s.pos)
			if line := string(bytes.TrimSpace(s.src[s.pos:end])); start {
				if constraint.IsGoBuild(line) {
					s.twice = s.goBuild != ""
					s.goBuild = cmp.Or(s.goBuild, line)
				} else if !ended && constraint.IsPlusBuild(line) {
					pending = append(pending, line)
				}
			}
			start = false
			s.pos = end
		case bytes.HasPrefix(s.src[s.pos:], []byte("/*")):
			ended, start = true, false
			pending = nil
			s.pos = skipComment(s.src, s.pos)
		default:
			return
		}
	}
}

// token returns the next word, string or other character, or "" at the end.
func (s *headScanner) token() string {
	for s.pos < len(s.src) {
		start := s.pos
		switch c := s.src[start]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ';':
			s.pos++
			continue
		case c == '/' && (bytes.HasPrefix(s.src[start:], []byte("//")) || bytes.HasPrefix(s.src[start:], []byte("/*"))):
			s.pos = skipComment(s.src, start)
			continue
		case c == '"' || c == '`':
			s.pos = skipLiteral(s.src, start)
		case isLetter(c):
			for s.pos < len(s.src) && (isLetter(s.src[s.pos]) || '0' <= s.src[s.pos] && s.src[s.pos] <= '9') {
				s.pos++
			}
		default:
			s.pos++
		}
		return string(s.src[start:s.pos])
	}
	return ""
}

// read reads a file, or what replaces it, and what its first lines say.
func (t *platform) read(name string, overlay map[string][]byte) (header, []byte, error) {
	src, ok := overlay[name]
	if !ok {
		var err error
		if src, err = t.trace.readFile(name); err != nil {
			return header{}, nil, err
		}
	}
	return t.header(src), src, nil
}

// Sources are the files of a directory that take part in its package.
type sources struct {
	name  string   // the package's
	files []string // Go files; those that import "C" come last
	texts [][]byte // of the Go files; nil where one cannot be read
	other []string // files in other languages
	err   string   // why there are no files
	odd   string   // what the go command would complain about
}

// otherKinds orders files in other languages as the go command lists them.
var otherKinds = map[string]int{
	".c": 1, ".cc": 2, ".cpp": 2, ".cxx": 2, ".m": 3, ".h": 4, ".hh": 4, ".hpp": 4, ".hxx": 4,
	".f": 5, ".F": 5, ".for": 5, ".f90": 5, ".s": 6, ".S": 6, ".sx": 6, ".swig": 7, ".syso": 8,
}

// sources picks out of a directory's files those that take part. It looks for other languages only if asked to.
func (t *platform) sources(dir string, names []string, others bool, overlay map[string][]byte) sources {
	var s sources
	var cgo, tests, excluded []string
	var cgoTexts [][]byte
	type otherFile struct {
		name string
		kind int
	}
	var other []otherFile
	for _, name := range names {
		ext := filepath.Ext(name)
		path := filepath.Join(dir, name)
		switch kind := otherKinds[ext]; {
		case ext == ".go" && strings.HasSuffix(name, "_test.go"):
			tests = append(tests, name)
			continue
		case ext != ".go" && (kind == 0 || !others):
			continue
		case name[0] == '_' || name[0] == '.' || !t.matchName(name):
			if ext == ".go" {
				excluded = append(excluded, name)
			}
			continue
		case kind != 0:
			if ext == ".syso" || t.builtOther(path, overlay) {
				other = append(other, otherFile{path, kind})
			}
			continue
		}
		h, text, err := t.read(path, overlay)
		if err != nil {
			h = header{built: true, bad: true} // whoever parses it will say what is wrong
		}
		if !h.built || h.name == "documentation" || h.cgo && !t.tags["cgo"] {
			excluded = append(excluded, name)
			if h.bad {
				s.odd = cmp.Or(s.odd, path+" cannot be read")
			}
			continue
		}
		switch {
		case h.bad:
			s.odd = cmp.Or(s.odd, path+" cannot be read")
		case s.name == "":
			s.name = h.name
		case h.name != s.name:
			s.odd = cmp.Or(s.odd, fmt.Sprintf("packages %s and %s are both in %s", s.name, h.name, dir))
		}
		if h.cgo {
			cgo, cgoTexts = append(cgo, path), append(cgoTexts, text)
		} else {
			s.files, s.texts = append(s.files, path), append(s.texts, text)
		}
	}
	s.files, s.texts = append(s.files, cgo...), append(s.texts, cgoTexts...)
	switch {
	case len(s.files) > 0:
	case len(excluded) > 0:
		s.err = "build constraints exclude all Go files in " + dir
	case len(tests) > 0:
		s.err = "no non-test Go files in " + dir
	default:
		s.err = "no Go files in " + dir
	}
	slices.SortStableFunc(other, func(a, b otherFile) int { return a.kind - b.kind })
	for _, o := range other {
		if ext := filepath.Ext(o.name); len(cgo) > 0 || ext != ".S" && ext != ".sx" {
			s.other = append(s.other, o.name)
		}
		if o.kind <= 3 && len(cgo) == 0 {
			s.odd = cmp.Or(s.odd, o.name+" needs cgo")
		}
	}
	return s
}

// builtOther reports whether build constraints let a file in another language take part.
func (t *platform) builtOther(name string, overlay map[string][]byte) bool {
	h, _, err := t.read(name, overlay)
	return err == nil && h.built
}
