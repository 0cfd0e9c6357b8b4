package objectname

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A name is one possible name of one object.
type name struct {
	pass   *engine.Pass
	module *module
	site   *engine.Site
	text   names.Text

	lead string // the known text that the name begins with
	all  bool   // lead is the whole name
	base string // the name without a namespace prefix, for comparing
}

func (n *name) split() {
	i := 0
	for ; i < len(n.text); i++ {
		s := n.text[i]
		if s.Kind != names.Known && (s.Kind != names.Config || s.Text == "") {
			break
		}
		n.lead += s.Text
	}
	n.all = i == len(n.text)
	n.base = strings.TrimPrefix(strings.TrimPrefix(n.text.String(), global), local)
}

// canonical returns the namespace prefix that word is meant to be, or "".
func canonical(word string) string {
	for _, p := range []string{global, local, `Session\`} {
		if strings.EqualFold(word+`\`, p) {
			return p
		}
	}
	return ""
}

// told reports whether the callee's own package has said what is wrong with the name, whoever runs it: callers only complete
// it, or not even that. Whether a Global\ name is a lock may be up to them.
func (n *name) told() bool {
	if n.site.Pending() {
		return true
	}
	begun := n.site.Begun("name")
	return !n.pass.Whole() && begun != "" && !startsPrefix(begun) && !strings.HasPrefix(begun, global) &&
		strings.Count(begun, `\`) == strings.Count(n.lead, `\`)
}

// what names the object as messages do: the value, not its spelling.
func (n *name) what() string { return fmt.Sprintf(`named %s "%s"`, n.kind(), n.text) }

func (n *name) pos() token.Pos { pos, _ := n.text[0].Literal(); return n.known(pos) }

func (n *name) end() token.Pos { _, end := n.text[0].Literal(); return n.known(end) }

func (n *name) known(pos token.Pos) token.Pos {
	if n.site.Pending() {
		return token.NoPos
	}
	return pos
}

func (n *name) kind() string {
	k, ok := n.site.Kind(winapi.CreateObject)
	if !ok {
		k, _ = n.site.Kind(winapi.OpenObject)
	}
	switch k {
	case "mapping":
		return "file mapping"
	case "timer":
		return "waitable timer"
	case "job":
		return "job object"
	}
	return k
}

func (n *name) mapping() bool { return n.kind() == "file mapping" }

func (n *name) inService() bool { return n.site.Contexts().Has(contexts.Service) }

func (n *name) creates() bool { _, ok := n.site.Kind(winapi.CreateObject); return ok }

func (n *name) lock() bool { return n.module.lock(n) }

// onlyOpened reports whether the module opens the object and nowhere creates it: another product owns it then.
func (n *name) onlyOpened() bool { return !n.creates() && !n.module.created[n.base] }

// backslashLater reports whether a known part behind the first unknown one holds a backslash.
func (n *name) backslashLater() bool {
	unknown := false
	for _, s := range n.text {
		unknown = unknown || s.Kind != names.Known
		if unknown && s.Kind == names.Known && strings.Contains(s.Text, `\`) {
			return true
		}
	}
	return false
}

func (n *name) hasText() bool {
	for _, s := range n.text {
		if s.Kind == names.Known && strings.Trim(s.Text, " -_.") != "" && !strings.ContainsAny(s.Text, `\`) {
			return true
		}
	}
	return false
}

// startsPrefix reports whether text may be the beginning of a namespace prefix.
func startsPrefix(text string) bool {
	for _, p := range []string{global, local, `Session\`} {
		if len(text) < len(p) && strings.EqualFold(text, p[:len(text)]) {
			return true
		}
	}
	return false
}
