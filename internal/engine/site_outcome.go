// What follows when a named object exists already: for the function around the site, or its callers.

package engine

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/outcomes"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// judgeOutcome finds what follows when the object that call creates or opens exists already.
func (p *Package) judgeOutcome(s *Site, in *code.Func, call *ast.CallExpr) {
	if told := p.occupied(s, call); told != nil && in.Body != nil && p.affords(in) {
		s.Outcome, s.told = outcomes.Of(in, call, told)
		return
	}
	_, create := s.Fact.Is[winapi.CreateObject]
	_, open := s.Fact.Is[winapi.OpenObject]
	if !create && !open || in.Body == nil {
		return
	}
	if !p.affords(in) {
		return
	}
	told := outcomes.TypedCreate
	_, tuple := p.Code.Info.TypeOf(call).(*types.Tuple)
	switch dynamic := p.dynamic(call); {
	case dynamic == "" && !tuple, dynamic == "cgo":
		told = outcomes.Bare
	case dynamic == "" && create && s.Fact.Is[winapi.CreateObject] == "job":
		told = outcomes.TypedSilent
	case dynamic == "address" && create:
		told = outcomes.Syscall
	case dynamic != "" && create:
		told = outcomes.RawCall
	case dynamic != "":
		told = outcomes.RawOpen
	case open:
		told = outcomes.Opened
	}
	s.Outcome, s.told = outcomes.Of(in, call, told())
}

// maxRuns is how many statements of one function are run to find out what follows from all the objects that it creates.
const maxRuns = 20000

// affords reports whether a function can be run once more. One that creates thousands of objects locks with none of them.
func (p *Package) affords(in *code.Func) bool {
	if p.ran[in] > maxRuns {
		return false
	}
	if p.ran == nil {
		p.ran = map[*code.Func]int{}
	}
	p.ran[in] += in.Graph().Nodes()
	return true
}

// dynamic returns how a call calls a procedure: "method", "address", or "" where it calls a wrapper by name.
func (p *Package) dynamic(call *ast.CallExpr) string {
	if _, ok := names.CgoName(call); ok {
		return "cgo"
	}
	if fn := code.StaticCallee(p.Code.Info, call); fn != nil {
		if f := p.cat.Go(fn.FullName()); f != nil {
			return f.Is[winapi.Invoke]
		}
	}
	return ""
}

// judgeReturned finds what the caller of a wrapper does with what the wrapper told it.
func (p *Package) judgeReturned(s *Site, in *code.Func, call *ast.CallExpr, told []summary.Answer) {
	if in.Body != nil {
		s.Outcome, s.told = outcomes.Of(in, call, told)
	}
}

// settleOutcomes asks the callers, in all packages, of those functions that leave it to them what an existing object
// means.
func settleOutcomes(pkgs []*Package) {
	for _, p := range pkgs {
		p.settleTold(pkgs)
	}
	for _, p := range pkgs {
		p.settleWrapped()
	}
}

func (p *Package) settleTold(pkgs []*Package) {
	for _, s := range p.sites {
		if s.Outcome == summary.OutcomeReturned && len(s.told) > 0 {
			s.Outcome = decidedByCallers(pkgs, s.In.ID, s.told, been{}, 0)
		}
	}
}

func (p *Package) settleWrapped() {
	for _, s := range p.sites {
		if home := s.home(); home != nil && s.Outcome == summary.OutcomeReturned && len(s.told) == 0 {
			s.Outcome = home.Outcome
		}
	}
}

// decidedByCallers returns what becomes of what the function id tells its callers: an end, if one of them ends.
func decidedByCallers(pkgs []*Package, id string, told []summary.Answer, seen been, depth int) summary.Outcome {
	out := summary.OutcomeReturned
	if depth > names.MaxDepth || seen.again(id+fmt.Sprint(told), depth) {
		return out
	}
	for _, p := range pkgs {
		for _, c := range p.callers[id] {
			if c.in.Body == nil {
				continue
			}
			p.mu.Lock()
			o, next := outcomes.Of(c.in, c.call, told)
			p.mu.Unlock()
			if o == summary.OutcomeReturned && len(next) > 0 {
				o = decidedByCallers(pkgs, c.in.ID, next, seen, depth+1)
			}
			if o == summary.OutcomeEnds {
				return o
			}
		}
	}
	return out
}
