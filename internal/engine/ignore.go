// The comments that silence findings, and those that silence nothing.

package engine

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"sync"
)

//go:embed ignore_doc.go
var ignoreDoc string

// IgnoreRule describes the findings about comments that should silence others and do not. It has no Run: what is silenced
// is known only after all rules have run. See [Package.Ignores].
var IgnoreRule = Rule{
	Name:    "ignore",
	Doc:     ignoreDoc,
	Summary: "comments that silence nothing",
	Default: Warning,
	Since:   "0.1",
}

// An ignore is a comment that silences rules: on its line, or if it stands alone on the next.
type ignore struct {
	comment *ast.Comment
	line    int
	rules   []string // for a linter's own word none: that means all
	reason  string
	nolint  bool            // the word of golangci-lint, which has an eye on its use itself
	used    map[string]bool // what it has silenced
}

// Ignores are the comments of a package's files. Several rules and packages ask for them at a time.
type ignores struct {
	mu    sync.Mutex
	files map[*ast.File][]*ignore
}

// ignored reports whether a comment silences the rule at pos: "//rdslint:ignore rule reason", with a reason, or
// "//nolint:rdslint".
func (p *Package) ignored(rule string, pos token.Pos, s *Settings) bool {
	p.ignoring.mu.Lock()
	defer p.ignoring.mu.Unlock()
	line := p.Code.Fset.PositionFor(pos, false).Line
	found := false
	for _, ig := range p.ignoresIn(p.Code.File(pos)) {
		if ig.line != line || ig.nolint && s.Nolint || !ig.nolint && (ig.reason == "" || !slices.Contains(ig.rules, rule)) {
			continue
		}
		ig.used[rule] = true
		found = true
	}
	return found
}

// ignoresIn returns the comments of a file. The caller holds the lock.
func (p *Package) ignoresIn(file *ast.File) []*ignore {
	out, ok := p.ignoring.files[file]
	if ok {
		return out
	}
	var code map[int]token.Pos // where code begins on the lines that have any
	for _, group := range file.Comments {
		for _, c := range group.List {
			ig := parseIgnore(c)
			if ig == nil {
				continue
			}
			if code == nil {
				code = p.codeLines(file)
			}
			ig.line = p.line(c.Pos())
			if first, ok := code[ig.line]; !ok || first > c.Pos() {
				ig.line = p.line(group.End()) + 1 // several comments may silence one line
			}
			out = append(out, ig)
		}
	}
	if p.ignoring.files == nil {
		p.ignoring.files = make(map[*ast.File][]*ignore)
	}
	p.ignoring.files[file] = out
	return out
}

func (p *Package) line(pos token.Pos) int { return p.Code.Fset.PositionFor(pos, false).Line }

// codeLines returns the first position of code on each line where some node begins or ends.
func (p *Package) codeLines(file *ast.File) map[int]token.Pos {
	lines := make(map[int]token.Pos)
	note := func(pos token.Pos) {
		if line := p.line(pos); !lines[line].IsValid() || pos < lines[line] {
			lines[line] = pos
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File:
			return n != nil
		case *ast.CommentGroup, *ast.Comment:
			return false
		}
		note(n.Pos())
		note(n.End() - 1)
		return true
	})
	return lines
}

func parseIgnore(c *ast.Comment) *ignore {
	if text, ok := strings.CutPrefix(c.Text, "//rdslint:ignore"); ok {
		ig := &ignore{comment: c, used: make(map[string]bool)}
		if text != "" && text[0] != ' ' && text[0] != '\t' {
			return nil // another word
		}
		list, reason := firstWord(strings.TrimSpace(text))
		if reason = strings.TrimSpace(reason); strings.HasPrefix(reason, "//") {
			reason = "" // a comment on the comment
		}
		ig.reason = reason
		if strings.HasPrefix(list, "//") {
			return ig // another comment, not a list
		}
		for rule := range strings.SplitSeq(list, ",") {
			if rule != "" {
				ig.rules = append(ig.rules, rule)
			}
		}
		return ig
	}
	text, ok := strings.CutPrefix(c.Text, "//nolint")
	if !ok {
		return nil
	}
	if list, ok := strings.CutPrefix(text, ":"); ok && !lists(list, "rdslint") || !ok && text != "" && text[0] != ' ' && text[0] != '\t' {
		return nil
	}
	return &ignore{comment: c, used: make(map[string]bool), nolint: true}
}

// firstWord cuts a text at its first blank.
func firstWord(text string) (word, rest string) {
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, ""
}

// lists reports whether the list of linters at the beginning of text holds name.
func lists(text, name string) bool {
	list, _ := firstWord(text)
	for _, n := range strings.Split(list, ",") {
		if strings.TrimSpace(n) == name {
			return true
		}
	}
	return false
}

// Ignores returns findings about the package's comments that silence nothing: they lack a rule or a reason, or nothing is
// there to silence. The latter only a whole module can tell, after all of it has been judged; and only of rules that ran,
// and in code that is complete and that something runs.
func (p *Package) Ignores(all, ran []*Rule, complete bool, s *Settings) []*Finding {
	if p.skip || !p.whole {
		return nil
	}
	p.ignoring.mu.Lock()
	defer p.ignoring.mu.Unlock()
	var out []*Finding
	report := func(ig *ignore, format string, args ...any) {
		out = append(out, &Finding{
			Rule: IgnoreRule.Name, Level: IgnoreRule.Default, Message: fmt.Sprintf(format, args...), URL: IgnoreRule.Page(),
			Package: p.Summary.Path, Func: p.Code.Enclosed(ig.comment.Pos()).ID, Pos: ig.comment.Pos(), End: ig.comment.End(),
		})
	}
	named := func(rules []*Rule, name string) bool {
		return slices.ContainsFunc(rules, func(r *Rule) bool { return r.Name == name })
	}
	for _, file := range p.Code.Files {
		if !p.judged(file.Package, s) {
			continue
		}
		for _, ig := range p.ignoresIn(file) {
			if ig.nolint {
				continue
			}
			unknown := slices.IndexFunc(ig.rules, func(name string) bool { return !named(all, name) })
			switch {
			case len(ig.rules) == 0:
				report(ig, "the comment names no rule, so it silences nothing; write //rdslint:ignore, a rule and a reason")
			case unknown >= 0:
				report(ig, "the comment names %s, which is no rule; rdslint rules lists all", ig.rules[unknown])
			case ig.reason == "":
				report(ig, "the comment gives no reason, so it silences nothing; write one behind %s", strings.Join(ig.rules, ","))
			case complete && p.solved.Live(p.Code.Enclosed(ig.comment.Pos()).ID):
				var unused []string
				for _, name := range ig.rules {
					if named(ran, name) && !ig.used[name] {
						unused = append(unused, name)
					}
				}
				switch names := strings.Join(unused, " and "); {
				case len(unused) == len(ig.rules):
					report(ig, "there is nothing to silence: %s finds nothing on that line; remove the comment", names)
				case len(unused) > 0:
					report(ig, "there is nothing to silence for %s on that line; remove it from the comment", names)
				}
			}
		}
	}
	return out
}
