// Processes that are found by the name of their program, and what is done to them.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A ProcessAct is something that is done to, or decided by, processes that were found by the name of their program in all
// sessions.
type ProcessAct struct {
	// Site is where it is done: the ending or deciding call, or the command that finds and ends.
	Site     *Site
	Pos, End token.Pos
	// Decides says that the code goes on otherwise if there is such a process. Else such processes are ended.
	Decides bool
	// Command is the program or cmdlet that does it, empty for what the code does itself.
	Command string
	// Name is the program that is looked for, where it is known.
	Name string
	// Own says that it is the program's own file, or one that it starts from the same path.
	Own bool
	// System says that it is a program of Windows that runs in session 0 or for itself.
	System bool
	// Found is where the name is compared, or the processes are listed.
	Found token.Pos

	image *imageTest
}

// ProcessActs returns what the program does by processes that this package finds by name in a list of all processes.
func (p *Pass) ProcessActs() []ProcessAct {
	lists := p.findsProcesses()
	if len(lists) == 0 {
		return nil
	}
	var out []ProcessAct
	for _, f := range p.Code.Funcs {
		root := rootOf(f)
		if f.Body == nil || !lists[root.ID] && !lists[f.ID] || !p.Live(f) {
			continue
		}
		for _, t := range p.imageTests(f) {
			if p.dead(f, t.expr.Pos()) || p.ownedOnly(root) {
				continue
			}
			w := &fates{test: t, seen: map[ast.Node]bool{}}
			w.start()
			out = append(out, w.acts...)
		}
	}
	return out
}

// findsProcesses returns the functions of all known packages that list the processes. For a solved module they are found once.
func (p *Package) findsProcesses() map[string]bool {
	return once(p, "lists of processes", p.processListers)
}

// processListers returns the functions of all known packages that list the processes, by themselves or by what they call.
func (p *Package) processListers() map[string]bool {
	out := map[string]bool{}
	var todo []string
	add := func(f *code.Func) {
		for ; f != nil && f.Node != nil; f = f.Parent {
			if !out[f.ID] {
				out[f.ID] = true
				todo = append(todo, f.ID)
			}
		}
	}
	for _, q := range p.all() {
		for _, s := range q.Sites(winapi.FindProcess) {
			if kind, _ := s.Kind(winapi.FindProcess); kind == "list" || kind == "next" {
				add(s.In)
			}
		}
	}
	for range maxSearch {
		list := todo
		todo = nil
		for _, id := range list {
			for _, c := range p.callersUp(id) {
				add(c.in)
			}
		}
	}
	return out
}
