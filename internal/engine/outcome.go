package engine

import (
	"go/ast"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/outcomes"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// judgeOutcome finds what follows when the object that call creates or opens exists already.
func (p *Package) judgeOutcome(s *Site, in *code.Func, call *ast.CallExpr, offset int) {
	_, create := s.Fact.Is[winapi.CreateObject]
	_, open := s.Fact.Is[winapi.OpenObject]
	if !create && !open || in.Body == nil {
		return
	}
	told := outcomes.TypedCreate
	switch dynamic := p.dynamic(call); {
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

// dynamic returns how a call calls a procedure: "method", "address", or "" where it calls a wrapper by name.
func (p *Package) dynamic(call *ast.CallExpr) string {
	if _, ok := names.CgoName(call); ok {
		return "method"
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
