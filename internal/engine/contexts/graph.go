package contexts

import (
	"cmp"
	"go/token"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// A node is a function's number: its place among the sorted ids.
type node int32

// A set is a set of functions.
type set []bool

// A graph is the call graph of all summaries. Edges are numbered by caller and stand together.
type graph struct {
	pkgs  []*summary.Package
	byPkg map[string]int32
	ids   []string
	index map[string]node
	fns   []*summary.Func
	pkgOf []int32
	roles []role

	edges []edge
	outOf []int32 // the edges of node n are edges[outOf[n]:outOf[n+1]]
	into  []int32 // numbers of edges by callee
	inTo  []int32 // those into node n are into[inTo[n]:inTo[n+1]]

	// chosen marks the functions that some call chooses among others: entries of a table of commands. The choice says
	// where they run, not the place where the table is made.
	chosen set

	// guarded marks the functions that ask whether the process is a service.
	guarded  set
	generics func() map[string]node // see genericMethods
}

// An edge says that a function may run another: it calls it, or hands it on.
type edge struct {
	from, to node
	call     int32 // index in the caller's Calls
	block    int32
	how      kinds
	tests    tests // what is known of the process where the call stands
}

// kinds tell edges apart.
type kinds uint8

const (
	reference kinds = 1 << iota // handed on as a value
	spawned                     // by go
	deferred                    // by defer
	sole                        // the call runs nothing else
	guessed                     // one of several implementations of an interface
	kept                        // a reference, for something else to pick
	away                        // a reference, handed to code that is not known
)

func newGraph(in Input) *graph {
	g := &graph{pkgs: in.Packages, byPkg: make(map[string]int32, len(in.Packages))}
	type function struct {
		id  string
		fn  *summary.Func
		pkg int32
	}
	var all []function
	for i, pkg := range in.Packages {
		if _, ok := g.byPkg[pkg.Path]; ok {
			continue
		}
		g.byPkg[pkg.Path] = int32(i)
		for id, fn := range pkg.Funcs {
			all = append(all, function{id, fn, int32(i)})
		}
	}
	slices.SortFunc(all, func(a, b function) int { return cmp.Or(strings.Compare(a.id, b.id), cmp.Compare(a.pkg, b.pkg)) })
	all = slices.CompactFunc(all, func(a, b function) bool { return a.id == b.id })
	g.index = make(map[string]node, len(all))
	g.ids = make([]string, len(all))
	g.fns = make([]*summary.Func, len(all))
	g.pkgOf = make([]int32, len(all))
	g.roles = make([]role, len(all))
	for i, f := range all {
		g.index[f.id] = node(i)
		g.ids[i], g.fns[i], g.pkgOf[i] = f.id, f.fn, f.pkg
		g.roles[i] = roleOf(in.Packages[f.pkg], f.id)
	}
	g.connect(in.Implementations)
	g.generics = sync.OnceValue(g.genericMethods)
	return g
}

// connect adds the edges. Ids that no summary holds are left out, interface methods replaced by who implements them.
func (g *graph) connect(implementations func(string) []string) {
	resolved := map[string][]node{}
	implementers := func(id string) []node {
		to, ok := resolved[id]
		if !ok && implementations != nil {
			for _, impl := range implementations(id) {
				if n, ok := g.index[impl]; ok {
					to = append(to, n)
				} else {
					to = append(to, -1) // outside the summaries, but it counts
				}
			}
			slices.Sort(to)
			to = slices.Compact(to)
			resolved[id] = to
		}
		return to
	}
	g.outOf = make([]int32, len(g.fns)+1)
	g.inTo = make([]int32, len(g.fns)+1)
	g.chosen = make(set, len(g.fns))
	g.guarded = make(set, len(g.fns))
	calls := 0
	for _, fn := range g.fns {
		calls += len(fn.Calls)
	}
	g.edges = make([]edge, 0, calls+calls/8) // most calls have one callee
	for i, fn := range g.fns {
		guards := newGuards(fn)
		g.guarded[i] = guards.known != nil
		for k := range fn.Calls {
			call := &fn.Calls[k]
			var how kinds
			if call.Reference {
				how |= reference
			}
			if call.Kept {
				how |= kept
			}
			if call.Away {
				how |= away
			}
			if call.Go {
				how |= spawned
			}
			if call.Defer {
				how |= deferred
			}
			add := func(to node, how kinds) {
				if to >= 0 {
					g.edges = append(g.edges, edge{node(i), to, int32(k), int32(call.Block), how, guards.tests(call.Block)})
					g.inTo[to+1]++
				}
			}
			for _, id := range call.Callees {
				one := len(call.Callees) == 1
				if to, ok := g.index[id]; ok {
					if one {
						add(to, how|sole)
					} else {
						add(to, how)
						g.chosen[to] = g.chosen[to] || !call.Reference
					}
					continue
				}
				impls := implementers(id)
				for _, to := range impls {
					switch {
					case len(impls) > 1:
						add(to, how|guessed)
					case one:
						add(to, how|sole)
					default:
						add(to, how)
					}
				}
			}
		}
		g.outOf[i+1] = int32(len(g.edges))
	}
	for i := range g.fns {
		g.inTo[i+1] += g.inTo[i]
	}
	g.into = make([]int32, len(g.edges))
	next := slices.Clone(g.inTo)
	for i := range g.edges {
		to := g.edges[i].to
		g.into[next[to]] = int32(i)
		next[to]++
	}
}

// nodes yields all functions in the order of their ids.
func (g *graph) nodes() iter.Seq[node] {
	return func(yield func(node) bool) {
		for n := range g.fns {
			if !yield(node(n)) {
				return
			}
		}
	}
}

// reach returns the functions that the edges which take selects lead to from the given ones, these among them.
func (g *graph) reach(from []node, take func(*edge) bool) set {
	found := make(set, len(g.fns))
	for _, n := range from {
		found[n] = true
	}
	todo := slices.Clone(from)
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for i := range g.out(n) {
			if e := &g.out(n)[i]; !found[e.to] && take(e) {
				found[e.to] = true
				todo = append(todo, e.to)
			}
		}
	}
	return found
}

// out returns the edges from n, in the order of its calls.
func (g *graph) out(n node) []edge { return g.edges[g.outOf[n]:g.outOf[n+1]] }

// in returns the numbers of the edges into n.
func (g *graph) in(n node) []int32 { return g.into[g.inTo[n]:g.inTo[n+1]] }

func (g *graph) pkg(n node) *summary.Package { return g.pkgs[g.pkgOf[n]] }

// at returns where the edge's call stands.
func (g *graph) at(e *edge) summary.Place { return g.fns[e.from].Calls[e.call].At }

// name returns n's id without the import path: main, (*T).Method, init$vars.
func (g *graph) name(n node) string {
	return strings.Replace(g.ids[n], g.pkg(n).Path+".", "", 1)
}

// isMain reports whether n is the main function of a program.
func (g *graph) isMain(n node) bool { return g.roles[n]&roleMain != 0 }

// isInit reports whether n is an init function or the initialisers of a package's variables; their literals are not.
func (g *graph) isInit(n node) bool { return g.roles[n]&roleInit != 0 }

// isTest reports whether the go command's test driver calls n.
func (g *graph) isTest(n node) bool { return g.roles[n]&roleTest != 0 }

// A role is what a function is by its name.
type role uint8

const (
	roleMain role = 1 << iota
	roleInit
	roleTest
)

func roleOf(pkg *summary.Package, id string) role {
	name, ok := strings.CutPrefix(id, pkg.Path+".")
	switch {
	case !ok:
		return 0
	case name == "main" && pkg.Name == "main":
		return roleMain
	case name == "init$vars":
		return roleInit
	case strings.Contains(name, "$"):
		return 0
	case strings.HasPrefix(name, "init#"):
		return roleInit
	}
	for _, prefix := range []string{"Test", "Benchmark", "Fuzz", "Example"} {
		if strings.HasPrefix(name, prefix) {
			return roleTest
		}
	}
	return 0
}

// isMethod reports whether n is declared with a receiver.
func (g *graph) isMethod(n node) bool { return strings.HasPrefix(g.ids[n], "(") && !g.isLiteral(n) }

func (g *graph) isLiteral(n node) bool { return strings.Contains(g.base(n), "$") }

// base returns the last element of n's name: for a literal, that of the function around it with its ordinals.
func (g *graph) base(n node) string {
	id := g.ids[n]
	return id[strings.LastIndexByte(id, '.')+1:]
}

// isExported reports whether n is a declared function or method with an exported name.
func (g *graph) isExported(n node) bool { return token.IsExported(g.base(n)) && !g.isLiteral(n) }

// tests say what is known about the process where a block runs.
type tests uint8

const (
	isService tests = 1 << iota
	isNoService
)

func (t tests) has(u tests) bool { return t&u != 0 }

// guards answer for one function which tests hold in which block.
type guards struct {
	blocks []summary.Block
	known  []tests // by block; nil if nothing is known anywhere
	choice bool    // some block hangs on a choice
}

func newGuards(fn *summary.Func) guards {
	g := guards{blocks: fn.Blocks}
	for i := range fn.Blocks {
		for _, guard := range fn.Blocks[i].Guards {
			if guard.Kind != summary.IsService {
				g.choice = true
				continue
			}
			if g.known == nil {
				g.known = make([]tests, len(fn.Blocks))
			}
			if guard.Value {
				g.known[i] |= isService
			} else {
				g.known[i] |= isNoService
			}
		}
	}
	if g.known == nil {
		return g
	}
	// A test that holds in a block holds in those that it dominates. Each block is settled once, from the outside in.
	settled := make([]bool, len(fn.Blocks))
	var chain []int
	for i := range fn.Blocks {
		chain = chain[:0]
		var outer tests
		for d := range g.dominators(i) {
			if settled[d] {
				outer = g.known[d]
				break
			}
			settled[d] = true
			chain = append(chain, d)
		}
		for _, d := range slices.Backward(chain) {
			outer |= g.known[d]
			g.known[d] = outer
		}
	}
	return g
}

// tests returns what is known about the process where a block runs.
func (g guards) tests(block int) tests {
	if block < 0 || block >= len(g.known) {
		return 0
	}
	return g.known[block]
}

// picked reports whether a block of n runs only because an argument, flag or setting says so.
func (g *graph) picked(n node, block int) bool {
	for _, guard := range newGuards(g.fns[n]).of(block) {
		if guard.Kind == summary.Choice && guard.Value {
			return true
		}
	}
	return false
}

// worded reports whether a block of n runs only because an argument is a certain word.
func (g *graph) worded(n node, block int) bool {
	for _, guard := range newGuards(g.fns[n]).of(block) {
		if guard.Kind == summary.Choice && guard.Value && guard.Arg != "" {
			return true
		}
	}
	return false
}

// of returns all guards of a block.
func (g guards) of(block int) []summary.Guard {
	if g.known == nil && !g.choice {
		return nil
	}
	var all []summary.Guard
	for d := range g.dominators(block) {
		for _, guard := range g.blocks[d].Guards {
			if !slices.Contains(all, guard) {
				all = append(all, guard)
			}
		}
	}
	return all
}

// dominators yields block and each block that dominates it, the nearest first.
func (g guards) dominators(block int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for range g.blocks { // no chain is longer, however broken the summary
			if block < 0 || block >= len(g.blocks) || !yield(block) {
				return
			}
			block = g.blocks[block].Idom
		}
	}
}

// dominates reports whether every way to block b leads through a.
func (g guards) dominates(a, b int) bool {
	for d := range g.dominators(b) {
		if d == a {
			return true
		}
	}
	return a == b
}
