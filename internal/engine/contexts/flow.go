package contexts

import (
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// A flow is how one context spreads over the graph: from where it is proven, along the edges that it takes. It spreads
// in breadth, so that the first chain to reach a function is a shortest one.
type flow struct {
	g *graph
	// barrier are the tests that the context does not pass.
	barrier tests
	// closed tells functions that the context does not enter, whoever calls them. It may be nil.
	closed func(node) bool

	whole   []link             // by function: how it was reached as a whole
	regions map[node][]*region // parts of functions
}

// A link is one step of a chain: the edge that led here, out of the whole of its function or out of a region.
type link struct {
	reached bool
	edge    int32   // -1 at the beginning
	from    *region // nil for the whole function
	proof   *proof  // at the beginning
	// early says that the chain leads to what runs before the start of a service.
	early bool
}

// A proof is the reason why a chain begins where it does.
type proof struct {
	why string
	at  summary.Place
}

// A region is the part of a function that a context holds in.
type region struct {
	n      node
	link   link
	blocks map[int]bool
	// ends are the places, by block, up to which the context holds in a block that is not in it as a whole; calls are the
	// function's calls before them.
	ends  map[int][]summary.Place
	calls map[int32]bool
	// since are the places, by block, from which on the context holds in a block that is not in it as a whole.
	since map[int]summary.Place
	// quiet says that what the region hands on does not run at once: tables of functions that initialisers fill.
	quiet bool
	// starting says that the region is what runs before the start of a service, in its callees too; see Solved.starting.
	starting bool
	fn       *summary.Func
}

func (g *graph) region(n node, from link) *region {
	return &region{n: n, link: from, blocks: map[int]bool{}, fn: g.fns[n]}
}

// holds reports whether the context holds in the block from its beginning to its last site.
func (r *region) holds(block int) bool {
	if r.blocks[block] {
		return true
	}
	if _, ok := r.since[block]; !ok && len(r.ends[block]) == 0 {
		return false
	}
	for _, site := range r.fn.Sites {
		if site.Block == block && !r.holdsSite(site) {
			return false
		}
	}
	return true
}

func (r *region) holdsSite(site *summary.Site) bool {
	if r.blocks[site.Block] {
		return true
	}
	if start, ok := r.since[site.Block]; ok && before(start, site.At) {
		return true
	}
	for _, end := range r.ends[site.Block] {
		// What else a call does that starts the service may stand behind the start.
		if before(site.At, end) || len(site.Steps) == 0 && !before(end, site.At) {
			return true
		}
	}
	return false
}

func (r *region) holdsCall(e *edge) bool { return r.blocks[int(e.block)] || r.calls[e.call] }

// before reports whether a stands before b in the source.
func before(a, b summary.Place) bool {
	if a.Where.Line != b.Where.Line {
		return a.Where.Line < b.Where.Line
	}
	return a.Where.Column < b.Where.Column
}

func newFlow(g *graph, barrier tests) *flow {
	return &flow{g: g, barrier: barrier, whole: make([]link, len(g.fns)), regions: map[node][]*region{}}
}

// An item is a function, or a part of one, that a flow has reached.
type item struct {
	n      node
	region *region // nil for the whole
}

// from adds a whole function that the flow begins with.
func (f *flow) from(items []item, n node, l link) []item {
	if f.whole[n].reached {
		return items
	}
	f.whole[n] = l
	return append(items, item{n, nil})
}

// fromRegion adds a part of a function that the flow begins with.
func (f *flow) fromRegion(items []item, r *region) []item {
	f.regions[r.n] = append(f.regions[r.n], r)
	return append(items, item{r.n, r})
}

// spread follows the edges from the items. more returns the regions of callees that a region leads to; it may be nil.
func (f *flow) spread(items []item, more func(*region, int32) *region) {
	for len(items) > 0 {
		var next []item
		for _, it := range items {
			first := f.g.outOf[it.n]
			for i := range f.g.out(it.n) {
				at := first + int32(i)
				e := &f.g.edges[at]
				if it.region != nil && it.region.starting {
					if r := more(it.region, at); r != nil {
						next = f.fromRegion(next, r)
					}
				}
				early := f.early(it)
				if early && (e.how&away != 0 || it.region == nil && f.g.picked(it.n, int(e.block))) {
					// A command that some library is told of, before it is known which one runs; or what the user's arguments
					// ask for, in a function that reads them before the service starts: the system starts it with its own.
					continue
				}
				if f.takes(e, it.region) {
					next = f.from(next, e.to, link{reached: true, edge: at, from: it.region, early: early})
				}
			}
		}
		items = next
	}
}

// early reports whether the flow came to it from what runs before the start of a service.
func (f *flow) early(it item) bool {
	if it.region != nil {
		return it.region.starting || it.region.link.early
	}
	return f.whole[it.n].early
}

// takes reports whether the context goes along an edge out of a region, or of the whole function if r is nil.
func (f *flow) takes(e *edge, r *region) bool {
	if f.whole[e.to].reached || e.tests.has(f.barrier) || r != nil && !r.holdsCall(e) {
		return false
	}
	if e.how&kept != 0 {
		return false
	}
	if e.how&reference != 0 {
		// A command runs when its dispatcher picks it, which is not where it is put into the table.
		if f.g.fns[e.to].Command || f.g.chosen[e.to] || r != nil && r.quiet {
			return false
		}
	}
	return f.closed == nil || !f.closed(e.to)
}

// reaches reports whether the context holds in the part of n that in asks for.
func (f *flow) reaches(n node, in func(*region) bool) bool {
	if f.whole[n].reached {
		return true
	}
	for _, r := range f.regions[n] {
		if in(r) {
			return true
		}
	}
	return false
}
