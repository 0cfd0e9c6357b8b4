package objectname

import (
	"fmt"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
)

// missing reports a name without a prefix. What it means depends on who runs the code.
func (n *name) missing() {
	if n.told() {
		return
	}
	ctx := n.site.Contexts()
	service, session := ctx.Has(contexts.Service), ctx.Has(contexts.Session)
	switch {
	case service && session:
		n.report(engine.Warning, contexts.Service, "has no namespace prefix and is used by a service and in users' sessions: there it is in session 0's global namespace, here in each session's own, and the two never meet", nil)
	case service:
		fixes := append(n.prefixed(global, true), n.prefixed(local, false)...)
		n.report(engine.Warning, contexts.Service, "has no namespace prefix; in a service, in session 0, it is in the global namespace; say so with Global\\", fixes)
	case session && !n.module.uses(n.base, contexts.Service):
		n.report(engine.Note, contexts.Session, "has no namespace prefix, so it is in the session's own namespace; say so with Local\\", n.prefixed(local, true))
	default:
		fixes := n.prefixed(local, true)
		if !n.lock() && !n.mapping() {
			fixes = append(fixes, n.prefixed(global, false)...)
		}
		n.report(engine.Warning, 0, "has no namespace prefix: in a user's session it is the session's own, in a service (session 0) the global one; say which is meant with Local\\ or Global\\", fixes)
	}
}

// judgeGlobal judges the reach of a Global\ name.
func (n *name) judgeGlobal() {
	if n.judgeMeeting() || n.mapping() || n.text.Has(names.Session, names.User, names.Process, names.Random, names.Unknown) {
		return
	}
	ctx := n.site.Contexts()
	// What a program locks before it becomes a service or shows itself, its service keeps from all users.
	both := n.lock() && ctx.Has(contexts.Service) && ctx.Has(contexts.Session)
	if !both && (ctx.Has(contexts.Service) || ctx.Has(contexts.Open) || n.module.uses(n.base, contexts.Service)) {
		return
	}
	create := n.creates()
	switch {
	case n.onlyOpened():
		return // another product's: its lock, or how it shares what it has
	case n.lock():
		fixes := n.respell(local, len(global), false)
		if !ctx.Has(contexts.Session) {
			fixes = nil
		}
		n.report(engine.Warning, ctx&contexts.Session, "locks a single instance for the whole machine: while one user runs the program, the second user of the host cannot start it; use Local\\ for one instance per session", fixes)
	case create && ctx.Has(contexts.Session):
		n.report(engine.Warning, contexts.Session, "is one object for all sessions: the instances of two users signal each other; use Local\\ for one object per session", n.respell(local, len(global), false))
	}
}

// judgeMeeting reports an object that a service and a session of the module use in namespaces that never meet.
func (n *name) judgeMeeting() bool {
	other := n.module.apart(n)
	if other == nil {
		return false
	}
	here, there, why := "in the session's own namespace here", "in the global namespace, where all names of services are", contexts.Session
	if n.inService() {
		here, there, why = "in the global namespace here, as all names of services are", "in the session's own namespace", contexts.Service
	}
	n.pass.Report(engine.Report{
		Level: engine.Error, Site: n.site, Pos: n.pos(), End: n.end(), Why: why,
		Message: fmt.Sprintf("%s is %s, but at %s it is %s: the two never meet; use Global\\ on both sides",
			n.what(), here, n.pass.Where(other.Pos()), there),
		Path: []engine.Step{{Pos: other.Pos(), Message: "the other side"}},
	})
	return true
}

// orphan notes a name that is opened and that nobody in the module creates, where the module creates one that nearly is it.
// Other products may create what it says, and services of other modules what is in the global namespace.
func (n *name) orphan() bool {
	if !n.pass.Whole() || n.creates() || !n.all || strings.HasPrefix(n.lead, global) || n.text.Has(names.Config) {
		return false
	}
	created, at := n.module.meant(n)
	if at == nil {
		return false
	}
	n.pass.Report(engine.Report{
		Level: engine.Note, Site: n.site, Pos: n.pos(), End: n.end(),
		Message: fmt.Sprintf("%s is only opened, nothing in the module creates it; at %s the module creates %q, which is another object: names are compared letter by letter",
			n.what(), n.pass.Where(at.Pos()), created),
		Path: []engine.Step{{Pos: at.Pos(), Message: "what is created"}},
	})
	return true
}
