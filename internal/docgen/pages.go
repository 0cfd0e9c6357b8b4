package main

import (
	"cmp"
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/config"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/evidence"
	"github.com/rdslint/rdslint/internal/linttest"
)

// pages returns the generated files by name; nil stands for a page whose rule is gone.
func pages(root string, said answers) (map[string][]byte, error) {
	files := map[string][]byte{}
	old, err := filepath.Glob(filepath.Join(root, "docs", "rules", "*.md"))
	if err != nil {
		return nil, err
	}
	for _, file := range old {
		files["docs/rules/"+filepath.Base(file)] = nil
	}
	rules := append(analyzers.Rules(), &engine.IgnoreRule)
	for _, r := range rules {
		page, err := rulePage(r)
		if err != nil {
			return nil, err
		}
		files["docs/rules/"+r.Name+".md"] = []byte(page)
	}
	files["docs/rules.md"] = []byte(index(rules))

	files["docs/rdslint.schema.json"] = config.Schema()

	claims, err := evidence.Table()
	if err != nil {
		return nil, err
	}
	figures, err := evidence.FigureTable()
	if err != nil {
		return nil, err
	}
	golangci, err := os.ReadFile(filepath.Join(root, "plugin", "golangcitest", "testdata", "golangci.yml"))
	if err != nil {
		return nil, err
	}
	apart, err := linttest.Differences(filepath.Join(root, "testdata"))
	if err != nil {
		return nil, err
	}
	action, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		return nil, err
	}
	inputs, err := actionInputs(action)
	if err != nil {
		return nil, err
	}
	parts, err := engineMap(root, analyzers.Rules())
	if err != nil {
		return nil, err
	}
	first := firstFinding(said.findings)
	for _, section := range []struct{ file, name, text string }{
		{"README.md", "finding", "```\n" + first + "```\n"},
		{"README.md", "rules", table(rules, "docs/rules")},
		{"README.md", "demo", "```\n" + said.findings + "```\n"},
		{"README.md", "diff", "```diff\n" + said.diff + "```\n"},
		{"README.md", "flags", flags(said.help)},
		{"docs/golangci-lint.md", "golangci", "```yaml\n" + string(lines(golangci)) + "```\n"},
		{"docs/drivers.md", "differences", differences(apart)},
		{"docs/nogo.md", "nogo", nogo(analyzers.Rules())},
		{"docs/nogo.md", "nogoconfig", nogoConfig},
		{"docs/ci.md", "action", inputs},
		{"docs/index.md", "finding", "```\n" + first + "```\n"},
		{"docs/design.md", "engine", parts},
		{"docs/evidence.md", "claims", claims},
		{"docs/evidence.md", "figures", figures},
	} {
		text := files[section.file]
		if text == nil {
			if text, err = os.ReadFile(filepath.Join(root, filepath.FromSlash(section.file))); err != nil {
				return nil, err
			}
		}
		filled, err := fill(string(lines(text)), section.name, section.text)
		if err != nil {
			return nil, fmt.Errorf("%s: %v", section.file, err)
		}
		files[section.file] = []byte(filled)
	}
	return files, nil
}

// firstFinding is the first paragraph of the text form: a line, and the indented ones below it.
func firstFinding(findings string) string {
	var b strings.Builder
	for line := range strings.Lines(findings) {
		if b.Len() > 0 && !strings.HasPrefix(line, " ") {
			break
		}
		b.WriteString(line)
	}
	return b.String()
}

const warning = "<!-- Written by go run ./internal/docgen from %s; do not edit. -->\n\n"

// rulePage is the page of a rule: its facts, the comment of its package, and how to silence it.
func rulePage(r *engine.Rule) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", r.Doc, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return "", fmt.Errorf("rule %s: its page is not a Go file: %v", r.Name, err)
	}
	var b strings.Builder
	source := "analyzers/" + r.Name
	if r.Name == engine.IgnoreRule.Name {
		source = "internal/engine"
	}
	fmt.Fprintf(&b, warning, source)
	fmt.Fprintf(&b, "# %s\n\n", r.Name)
	if r.Summary != "" {
		fmt.Fprintf(&b, "Reports %s.\n\n", cell(r.Summary))
	}
	b.WriteString("| | |\n|---|---|\n")
	for _, fact := range []struct{ name, text string }{
		{"Level", r.Default.String() + ", where this page names no other"},
		{"Fixes", r.Fix},
		{"Since", r.Since},
		{"Guideline", r.URL},
	} {
		if fact.text != "" {
			fmt.Fprintf(&b, "| %s | %s |\n", fact.name, cell(fact.text))
		}
	}
	if r.Name != engine.IgnoreRule.Name {
		b.WriteString("\nBelow a finding stands how its code comes to run there: [how to read it](../index.md#how-to-read-a-finding).\n")
	}
	b.WriteString("\n" + prose(f.Doc.Text(), r.Name))
	if r.Name == engine.IgnoreRule.Name {
		return b.String(), nil // it is about silence itself
	}
	fmt.Fprintf(&b, `
## Silence it

Where a finding is meant so, say why on its line or the line above:

`+"```go\n//rdslint:ignore %s the reason\n```"+`

Without a reason the comment does nothing.
`, r.Name)
	return b.String(), nil
}

// prose renders a package comment.
func prose(doc, name string) string {
	var parse comment.Parser
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	text := string(printer.Markdown(parse.Parse(doc)))
	if rest, ok := strings.CutPrefix(text, "Package "+name); ok {
		text = "`" + name + "`" + rest
	}
	return text
}

// index is the page that lists the rules.
func index(rules []*engine.Rule) string {
	return fmt.Sprintf(warning, "analyzers") + `# The rules

` + table(rules, "rules") + `
A safe fix keeps what the program does in one session, or corrects what could never have worked. An unsafe fix is right in
most programs, but you must look.

` + "`rdslint explain <rule>`" + ` prints a rule's page. Where findings of several rules overlap, that of the rule that
stands first here is reported.
`
}

// table lists the rules, with links to their pages in dir.
func table(rules []*engine.Rule, dir string) string {
	var b strings.Builder
	b.WriteString("| Rule | Level | Fixes | Reports |\n|---|---|---|---|\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "| [%s](%s) | %s | %s | %s |\n",
			r.Name, path.Join(dir, r.Name+".md"), r.Default, cmp.Or(r.Fix, "none"), cell(r.Summary))
	}
	return b.String()
}

// cell is text that cannot end a cell of a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", `\`, `\\`).Replace(strings.TrimSpace(text))
}

var (
	flagLine = regexp.MustCompile(`^    (-[A-Za-z-]+(?: [a-z]+)?)  +(.*)$`)
	moreLine = regexp.MustCompile(`^ {20,}(\S.*)$`)
)

// flags makes a table of the flags in the help text.
func flags(help string) string {
	type entry struct{ flag, text string }
	var list []entry
	in := false
	for line := range strings.SplitSeq(help, "\n") {
		if m := flagLine.FindStringSubmatch(line); m != nil {
			list = append(list, entry{m[1], m[2]})
			in = true
		} else if m := moreLine.FindStringSubmatch(line); m != nil && in {
			list[len(list)-1].text += " " + m[1]
		} else {
			in = false
		}
	}
	var b strings.Builder
	b.WriteString("| Flag | |\n|---|---|\n")
	for _, e := range list {
		fmt.Fprintf(&b, "| `%s` | %s |\n", e.flag, cell(e.text))
	}
	return b.String()
}
