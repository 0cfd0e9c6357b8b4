package objectname

import (
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// prefixed returns the fix that puts a prefix before the name.
// None where code of another context uses the name too: the two would no longer meet, or begin to.
func (n *name) prefixed(prefix string, safe bool) []engine.Fix {
	for _, u := range n.module.users[n.base] {
		if u.site.Contexts() != n.site.Contexts() {
			return nil
		}
	}
	return n.rewrite("Add the prefix "+prefix, 0, prefix, safe)
}

// respell returns the fix that replaces the first cut bytes of the name, a prefix as it was written, by another.
func (n *name) respell(prefix string, cut int, safe bool) []engine.Fix {
	message := "Write the prefix as " + prefix
	if !safe {
		message = "Use the session's namespace: " + prefix
		if n.openedBeside() {
			return nil
		}
	}
	return n.rewrite(message, cut, prefix, safe)
}

// openedBeside reports whether something opens the object by a text of its own, which would no longer find it.
func (n *name) openedBeside() bool {
	at, _ := n.text[0].Literal()
	return slices.ContainsFunc(n.module.users[n.base], func(u use) bool {
		pos, _ := u.text[0].Literal()
		return u.prefix == global && !u.creates() && pos != at
	})
}

// rewrite returns the fix that replaces the first cut bytes of the name's text.
func (n *name) rewrite(message string, cut int, prefix string, safe bool) []engine.Fix {
	edits := n.pass.Respell(n.site, "name", n.text, cut, strings.Clone(prefix))
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: message, Safe: safe, Edits: edits}}
}
