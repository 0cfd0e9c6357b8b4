// Decisions that depend on whether a peer is on the machine itself.

package engine

import (
	"cmp"
	"go/ast"
	"maps"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Trust is a decision that depends on whether a peer is on the machine itself.
type Trust struct {
	Site *Site // where it is asked, in the function that decides
	Kind TrustKind
	Own  bool // the peer's address is compared with the machine's own ones
	Path []Step
}

// A TrustKind says what becomes of a local peer.
type TrustKind uint8

// The kinds.
const (
	Refuses  TrustKind = iota // nothing but that all others are turned away
	Skips                     // it need not show the credentials that the others must
	Promotes                  // it gets rights, or becomes a user, that the others do not
)

// Trusts returns the decisions in the package, in source order. Code that nobody calls is left out.
func (p *Package) Trusts() []*Trust {
	return slices.DeleteFunc(slices.Clone(p.trusts), func(t *Trust) bool { return !p.live(t.Site) })
}

// Bounds of what is followed: calls up from the test of an address, and blocks of a function.
const (
	maxAsked  = 4
	maxBlocks = 400
)

// A peerTest is an expression that tells whether a peer is on the machine itself.
type peerTest struct {
	pkg    *Package
	in     *code.Func
	node   ast.Node
	result int   // the result that tells, where node is a call
	local  bool  // what it says of a local peer
	site   *Site // what it leads to: at this place where the address is a parameter below, else the test itself
	depth  int
	path   []Step
}

// A decider follows the tests of peers' addresses to what is decided by them.
type decider struct {
	pkgs   []*Package
	peer   map[*Site]bool       // tests of which some caller is known to give a peer's address
	calls  map[ast.Node][]*Site // the calls of functions that test what they are given
	tests  map[ast.Node]*peerTest
	byFunc map[*code.Func][]*peerTest
	guards map[*code.Func]bool // functions that ask for credentials
	found  map[*Package][]*Trust
}

// settleTrust finds what the tests of peers' addresses in pkgs decide, and tells the packages of tell.
func settleTrust(pkgs, tell []*Package) {
	d := &decider{
		pkgs: pkgs, peer: map[*Site]bool{}, calls: map[ast.Node][]*Site{}, tests: map[ast.Node]*peerTest{},
		byFunc: map[*code.Func][]*peerTest{}, guards: map[*code.Func]bool{}, found: map[*Package][]*Trust{},
	}
	d.collect()
	for depth := range maxAsked {
		var todo []*code.Func
		for _, q := range pkgs {
			for _, f := range q.Code.Funcs {
				if slices.ContainsFunc(d.byFunc[f], func(t *peerTest) bool { return t.depth == depth }) {
					todo = append(todo, f)
				}
			}
		}
		for _, f := range todo {
			d.ask(f, depth+1)
		}
	}
	for _, q := range pkgs {
		for _, f := range q.Code.Funcs {
			if len(d.byFunc[f]) > 0 {
				d.judge(f)
			}
		}
	}
	for _, p := range tell {
		p.trusts = d.found[p]
		slices.SortStableFunc(p.trusts, func(a, b *Trust) int { return cmp.Compare(a.Site.Pos(), b.Site.Pos()) })
	}
}

// collect finds the tests themselves, and which of them ask about peers.
func (d *decider) collect() {
	for _, q := range d.pkgs {
		for _, s := range q.sites {
			addr, ok := s.tested()
			if !ok {
				continue
			}
			kind, _ := s.Kind(winapi.TestAddress)
			if kind != "loopback" && kind != "own" {
				continue
			}
			if s.Derived() {
				d.calls[s.Node] = append(d.calls[s.Node], s)
			}
			if ofPeer(addr) {
				for t := s; t != nil && !d.peer[t]; t = t.below() {
					d.peer[t] = true
				}
			}
		}
	}
	for _, q := range d.pkgs {
		for _, s := range q.sites {
			if _, ok := s.tested(); ok && d.peer[s] && !s.Derived() {
				d.add(&peerTest{pkg: q, in: s.In, node: s.Node, local: !negates(s.Node), site: s})
			}
		}
	}
}

func (d *decider) add(t *peerTest) {
	if d.tests[t.node] == nil && t.in.Body != nil {
		d.tests[t.node] = t
		d.byFunc[t.in] = append(d.byFunc[t.in], t)
	}
}

// ask makes tests of the calls of f if f answers with what its own tests say.
func (d *decider) ask(f *code.Func, depth int) {
	result, local, ok := d.answer(f)
	if !ok {
		return
	}
	t := d.byFunc[f][0]
	step := Step{Pos: t.node.Pos(), Where: t.pkg.place(t.node.Pos()).Where, Message: "the address is tested"}
	for _, q := range d.pkgs {
		for _, c := range q.callers[f.ID] {
			if _, testing := c.call.Fun.(*ast.FuncLit); testing {
				continue
			}
			site := d.at(f, c.call)
			if site != nil {
				d.add(&peerTest{
					pkg: q, in: c.in, node: c.call, result: result, local: local, site: site, depth: depth,
					path: append([]Step{step}, t.path...),
				})
			}
		}
	}
}

// at returns the site that a call of f is if it asks about a peer: the tests in f do so by themselves, or of what the
// call gives them.
func (d *decider) at(f *code.Func, call *ast.CallExpr) *Site {
	for _, t := range d.byFunc[f] {
		addr := t.site.values["addr"]
		if ofPeer(addr) && !addr.Open() {
			return t.site
		}
		for _, s := range d.calls[call] {
			if d.peer[s] && s.root() == t.site.root() {
				return s
			}
		}
	}
	return nil
}

// answer returns the result by which f tells whether a peer is local, and what it is of a local one.
func (d *decider) answer(f *code.Func) (result int, local, ok bool) {
	result = truthResult(f.Sig)
	if result < 0 || d.judged(f) {
		return 0, false, false
	}
	var can [2]struct{ yes, no bool } // of other peers, of local ones
	for i, isLocal := range []bool{false, true} {
		r := d.newRun(f, isLocal)
		if r == nil {
			return 0, false, false
		}
		for b := range r.reached() {
			ret := r.g.Blocks()[b].Return()
			if ret == nil {
				continue
			}
			if result >= len(ret.Results) {
				return 0, false, false // named results, or another function's
			}
			v, known := r.value(ret.Results[result])
			can[i].yes = can[i].yes || v || !known
			can[i].no = can[i].no || !v || !known
		}
	}
	other, mine := can[0], can[1]
	switch {
	case mine.yes && !other.yes, other.no && !mine.no:
		return result, true, true
	case mine.no && !other.no, other.yes && !mine.yes:
		return result, false, true
	}
	return 0, false, false
}

// judged reports whether f itself decides something.
func (d *decider) judged(f *code.Func) bool {
	return slices.ContainsFunc(d.decide(f), func(v verdict) bool { return v.kind != Refuses })
}

// judge records what f decides.
func (d *decider) judge(f *code.Func) {
	for _, v := range d.decide(f) {
		t := v.test
		kind, _ := t.site.Kind(winapi.TestAddress)
		at := t.pkg.newSite(f, t.node, t.site.Fact)
		d.found[t.pkg] = append(d.found[t.pkg], &Trust{Site: at, Kind: v.kind, Own: kind == "own", Path: t.path})
	}
}

// A verdict is what a function decides by a test.
type verdict struct {
	test *peerTest
	kind TrustKind
}

// decide returns what f decides by its tests: at the branches that a local peer takes and another does not, in what it
// returns, and in what it stores.
func (d *decider) decide(f *code.Func) []verdict {
	mine, other := d.newRun(f, true), d.newRun(f, false)
	if mine == nil || other == nil {
		return nil
	}
	var out []verdict
	seen := map[*peerTest]bool{}
	to := map[int]bool{}
	add := func(t *peerTest, kind TrustKind) {
		if t != nil && !seen[t] {
			seen[t] = true
			out = append(out, verdict{t, kind})
		}
	}
	checks := other.checks()
	asks := checks
	if len(checks) > 0 {
		asks = other.asking(checks)
	}
	checks = maps.Clone(checks)
	maps.Copy(checks, mine.checks())
	for b := range mine.g.Len() {
		m, t, ok := d.parts(mine, other, b)
		if !ok || to[m] || mine.development(b) {
			continue
		}
		if i := mine.shown(b); i >= 0 && m == int(mine.g.Blocks()[b].Succs[i].Index) {
			continue // it has to be local, and to show credentials
		}
		to[m] = true // case "127.0.0.1", "::1" decides once
		free, rest, all := mine.ends(m, b, checks), other.after(b, asks), other.after(b, nil)
		switch {
		case free.proceeds && !rest.proceeds && (all.proceeds || other.mustShow()):
			add(t, Skips)
		case mine.promotes(m, b, all.blocks):
			add(t, Promotes)
		case free.proceeds && !all.proceeds && all.responds:
			add(t, Refuses)
		}
	}
	for _, ret := range f.Returns {
		for _, x := range ret.Results {
			mine.last = nil
			v, known := mine.value(x)
			_, open := other.value(x)
			if t := mine.last; t != nil && known && v && !open && other.credentials(x) {
				add(t, Skips)
			}
		}
	}
	for _, t := range d.byFunc[f] {
		if t.pkg.grants(t.node.(ast.Expr)) {
			add(t, Promotes)
		}
	}
	return out
}

// parts returns where block b goes for a local peer, if that is not certain for another one, and the test by which.
func (d *decider) parts(mine, other *run, b int) (to int, t *peerTest, ok bool) {
	if !mine.g.Live(b) {
		return 0, nil, false
	}
	c, ok := mine.g.Branch(b)
	if !ok {
		return 0, nil, false
	}
	mine.last = nil
	mv, mk := mine.cond(c)
	t = mine.last
	ov, known := other.cond(c)
	if t == nil || !mk && !known || mk && known && mv == ov {
		return 0, nil, false
	}
	if !mk {
		mv = !ov
	}
	succs := mine.g.Blocks()[b].Succs
	if mv {
		return int(succs[0].Index), t, true
	}
	return int(succs[1].Index), t, true
}
