package contexts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// Path returns the shortest chain that proves a context of a block, from the entry point to the function. The messages
// are the names of its functions, and each stands at the call that leads to it; see [Chain]. It is empty where the
// context does not hold.
func (s *Solved) Path(fn string, block int, want Set) []summary.Step {
	steps, _ := s.explain(fn, block, inBlock(block), want)
	return steps
}

// PathTo is [Solved.Path] for a site, as [Solved.At] is for [Solved.Of], together with the proof.
func (s *Solved) PathTo(fn string, site *summary.Site, want Set) (path []summary.Step, why string) {
	steps, proof := s.explain(fn, site.Block, atSite(site), want)
	if proof == nil {
		return nil, ""
	}
	return steps, proof.why
}

// Proof returns why the chain of [Solved.Path] begins where it does: "given to svc.Run".
func (s *Solved) Proof(fn string, block int, want Set) string {
	_, proof := s.explain(fn, block, inBlock(block), want)
	if proof == nil {
		return ""
	}
	return proof.why
}

// Chain joins the steps of a path: "main.(*agent).Execute -> (*worker).loop -> notify.Show".
func Chain(path []summary.Step) string {
	names := make([]string, len(path))
	for i, step := range path {
		names[i] = step.Message
	}
	return strings.Join(names, " -> ")
}

// Why explains the contexts of a function, one a line, for a debug listing.
func (s *Solved) Why(fn string) string {
	n, ok := s.judged(fn)
	if !ok {
		return "not known"
	}
	if !s.live[n] {
		return "nobody calls it"
	}
	var lines []string
	for _, c := range []Set{Service, Session, Open} {
		// The blocks that have the context for the same reason share a line.
		last := ""
		for _, block := range s.apart(n) {
			steps, proof := s.explain(fn, block, inBlock(block), c)
			if proof == nil {
				continue
			}
			why := proof.why
			if at := proof.at.Where; at.IsValid() {
				why += fmt.Sprintf(" at %s", at)
			}
			line := fmt.Sprintf("%s: %s (%s)", contextName(c), Chain(steps), why)
			if line != last {
				lines, last = append(lines, line), line
			}
		}
	}
	if lines == nil {
		return "unknown"
	}
	return strings.Join(lines, "\n")
}

func contextName(c Set) string {
	if c == Open {
		return "open"
	}
	return c.Names()[0]
}

// apart returns blocks of n that together show all of its contexts.
func (s *Solved) apart(n node) []int {
	if !s.g.guarded[n] && s.service.regions[n] == nil && s.session.regions[n] == nil {
		return []int{0}
	}
	blocks := make([]int, max(len(s.g.fns[n].Blocks), 1))
	for i := range blocks {
		blocks[i] = i
	}
	return blocks
}

// explain returns the shortest chain that proves the first of the wanted contexts that holds.
func (s *Solved) explain(fn string, block int, in func(*region) bool, want Set) ([]summary.Step, *proof) {
	n, ok := s.judged(fn)
	if !ok {
		return nil, nil
	}
	has := s.of(n, block, in)
	var flows []*flow
	switch {
	case want.Has(Service) && has.Has(Service):
		flows = []*flow{s.service, s.asked}
	case want.Has(Session) && has.Has(Session):
		flows = []*flow{s.session}
	case want.Has(Open) && has.Has(Open):
		flows = []*flow{s.openService, s.openSession}
	}
	var best []summary.Step
	var proof *proof
	for _, f := range flows {
		for _, l := range f.links(n, in) {
			if steps, p := f.chain(n, l); best == nil || len(steps) < len(best) {
				best, proof = steps, p
			}
		}
	}
	return best, proof
}

// links returns how the flow came to the part of n that in asks for.
func (f *flow) links(n node, in func(*region) bool) []link {
	var links []link
	if f.whole[n].reached {
		links = append(links, f.whole[n])
	}
	for _, r := range f.regions[n] {
		if in(r) {
			links = append(links, r.link)
		}
	}
	return links
}

// chain follows the links back from n to the beginning.
func (f *flow) chain(n node, l link) ([]summary.Step, *proof) {
	var nodes []node
	var steps []summary.Step
	for l.edge >= 0 {
		e := &f.g.edges[l.edge]
		nodes = append(nodes, n)
		steps = append(steps, summary.Step{At: f.g.at(e)})
		n = e.from
		if l.from != nil {
			l = l.from.link
		} else {
			l = f.whole[n]
		}
	}
	nodes = append(nodes, n)
	steps = append(steps, summary.Step{At: l.proof.at})
	slices.Reverse(nodes)
	slices.Reverse(steps)
	for i, n := range nodes {
		steps[i].Message = f.g.title(n)
		if i == 0 || f.g.pkgOf[n] != f.g.pkgOf[nodes[i-1]] {
			steps[i].Message = f.g.pkg(n).Name + "." + steps[i].Message
		}
	}
	return steps, l.proof
}

// title returns the name of n as Go's own traces print it, without the package: (*T).Method, T.Method, run.func1, init.
func (g *graph) title(n node) string {
	name, ordinals, _ := strings.Cut(strings.Replace(g.name(n), "init$vars", "init", 1), "$")
	if name, _, isInit := strings.Cut(name, "#"); isInit {
		return name
	}
	if !strings.HasPrefix(name, "(*") {
		name = strings.NewReplacer("(", "", ")", "").Replace(name)
	}
	if ordinals != "" {
		name += ".func" + strings.ReplaceAll(ordinals, "$", ".")
	}
	return name
}
