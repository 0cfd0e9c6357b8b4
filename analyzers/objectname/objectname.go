package objectname

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "objectname",
	Doc:     doc,
	Summary: "kernel object names whose namespace is missing, misspelt or the wrong one",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/kernel-object-namespaces",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "safe, unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

const (
	global = `Global\`
	local  = `Local\`
)

func run(pass *engine.Pass) {
	sites := pass.Sites(winapi.CreateObject, winapi.OpenObject)
	if len(sites) == 0 {
		return
	}
	module := engine.Once(pass, survey)
	for _, s := range sites {
		for _, text := range s.Values("name") {
			if len(text) == 0 || text.Null() || text[:1].Open() && !text[0].Plain {
				continue // unnamed, or the beginning is up to the callers
			}
			n := &name{pass: pass, module: module, site: s, text: text}
			n.split()
			n.judge()
		}
	}
}

// judge reports what is wrong with the name, the spelling first: a misspelt prefix means nothing else.
func (n *name) judge() {
	prefix, rest, cut := strings.Cut(n.lead, `\`)
	word := canonical(prefix)
	switch {
	case n.lead == "" && n.all:
		return
	case cut && word != "" && strings.HasPrefix(rest, `\`):
		n.misspelt("is written with a doubled backslash, so that creating it fails with ERROR_INVALID_NAME", word, len(prefix)+2)
	case cut && (word == global || word == local) && prefix+`\` != word:
		n.misspelt(fmt.Sprintf("has the prefix %s\\ in the wrong case; the keywords are case sensitive, and creating it fails with ERROR_PATH_NOT_FOUND", prefix), word, len(prefix)+1)
	case cut && prefix == "Session":
		n.report(engine.Warning, 0, "has the prefix Session\\, which is reserved for the system", nil)
	case cut && word == "" && n.module.aliases(prefix):
		return // an object of a private namespace
	case cut && word == "", cut && (strings.Contains(rest, `\`) || n.backslashLater()):
		n.report(engine.Error, 0, "holds a backslash that belongs to no namespace prefix; object directories cannot be made by name, and creating it fails with ERROR_PATH_NOT_FOUND", nil)
	case cut && word == global:
		n.judgeGlobal()
	case cut:
		_ = n.judgeMeeting() || n.orphan()
	default:
		n.judgePlain()
	}
}

// judgePlain judges a name without a backslash in its known beginning.
func (n *name) judgePlain() {
	if slash, _, ok := strings.Cut(n.lead, "/"); ok && canonical(slash) != "" && canonical(slash) != `Session\` {
		to := local
		if n.inService() {
			to = global
		}
		n.report(engine.Error, 0, "has a slash after "+slash+"; a slash is an ordinary character, so the object is silently in the session's own namespace",
			n.respell(to, len(slash)+1, true))
		return
	}
	switch {
	case n.lead == "" && n.text[0].Plain:
		// A number or a digest certainly makes no prefix.
	case n.lead == "":
		if n.hasText() && !n.onlyOpened() {
			n.report(engine.Note, 0, "may lack a namespace prefix: its beginning is not known", nil)
		}
		return
	case !n.all && startsPrefix(n.lead):
		return // what follows may complete the prefix
	}
	reach := n.mapping() && n.inService() // sharedmem judges what a service's mapping reaches
	if n.onlyOpened() || reach && n.creates() {
		n.orphan()
		return // another product chose the name
	}
	if n.judgeMeeting() || n.orphan() || reach {
		return
	}
	n.missing()
}

// misspelt reports a prefix of the given length, written so that creation fails, which should have been word.
func (n *name) misspelt(what, word string, written int) {
	if word == `Session\` {
		n.report(engine.Warning, 0, "has the prefix Session\\, which is reserved for the system", nil)
		return
	}
	safe := true
	if word == global && (n.lock() || n.mapping()) && !n.inService() {
		word, safe = local, false // the corrected name would be wrong as well
	}
	n.report(engine.Error, 0, what, n.respell(word, written, safe))
}

// report reports the name; what continues the sentence that begins with it.
func (n *name) report(l engine.Level, why contexts.Set, what string, fixes []engine.Fix) {
	if why == 0 && n.told() {
		return
	}
	n.pass.Report(engine.Report{
		Level: l, Site: n.site, Pos: n.pos(), End: n.end(), Why: why, Fixes: fixes,
		Message: n.what() + " " + what,
	})
}
