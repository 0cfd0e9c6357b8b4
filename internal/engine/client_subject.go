// What a map, cache or list keeps: clients, counters or bans.

package engine

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Subject is what a program keeps under a key.
type Subject string

// The subjects.
const (
	Client  Subject = "client"  // a connection, channel, client, session, user or token
	Group   Subject = "group"   // several connections or channels: none takes the place of another
	Counter Subject = "counter" // a count or a limiter
	Ban     Subject = "ban"     // who is kept out
)

// What a name says of what is kept under it. The name of a machine wins: its address is who it is.
var (
	machineWords = set("member node cluster route routing router neighbor neighbour replica shard raft gossip swarm dns resolver " +
		"tailnet tailscale wireguard bgp upstream backend target destination dest agent worker device camera printer " +
		"sensor exporter probe endpoint proxy gateway outbound service container")
	// What only knows machines, whatever it keeps.
	networkWords = set("cluster dns resolver router raft gossip")
	allowWords   = set("allow allowed allowlist whitelist permit permitted trusted admitted authorized acl")
	banWords     = set("ban banned block blocked blocklist blacklist deny denied jail jailed lockout locked fail failed failure " +
		"abuse throttled penalty strike offender")
	countWords = set("limit limiter limiters rate ratelimit throttle quota count counter counts attempt hit metric stat statistic " +
		"bucket window flood brute visit request")
	clientWords = set("client session user token conn connection login account player subscriber viewer visitor participant " +
		"guest socket websocket stream auth cookie customer owner inbox peer")
	fieldWords = set("user username userid token session sessionid password login account")
)

// subject returns what the map or cache store keeps, nil if that says nothing of clients.
func (k *keys) subject(in *code.Func, store ast.Expr, elem types.Type) names.Values {
	if _, ok := types.Unalias(elem).(*types.TypeParam); ok {
		return k.typeSubject(in, elem)
	}
	key := subjectKey{k.object(store), elem, receiver(in)}
	if key.store != nil {
		if v, ok := k.subjects[key]; ok {
			return v
		}
	}
	v := k.subjectOf(in, nameOf(store), elem)
	k.subjects[key] = v
	return v
}

// object returns the variable or field that x names, or nil.
func (k *keys) object(x ast.Expr) types.Object {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return k.Code.Info.Uses[x]
	case *ast.SelectorExpr:
		return k.Code.Info.Uses[x.Sel]
	case *ast.UnaryExpr:
		return k.object(x.X)
	}
	return nil
}

// subjectOf judges what is kept, by its type and by the names that the program gives it.
func (p *Package) subjectOf(in *code.Func, store string, elem types.Type) names.Values {
	list := nameWords(store)
	if hasWord(list, allowWords) {
		return nil
	}
	if hasWord(nameWords(typeName(receiver(in))), networkWords) || hasWord(list, machineWords) || hasWord(nameWords(typeName(elem)), machineWords) {
		return nil
	}
	is := func(s Subject) names.Values { return names.Lit(string(s)) }
	h := &holder{Package: p, seen: map[types.Type]bool{}}
	h.look(elem, 0)
	list = append(list, nameWords(typeName(elem))...)
	if h.client > 0 && (h.counter == 0 || h.client <= h.counter) {
		if several(elem) {
			return is(Group)
		}
		return is(Client)
	}
	if h.counter > 0 || hasWord(list, countWords) && !hasWord(list, banWords) {
		return is(Counter)
	}
	if hasWord(list, banWords) {
		return is(Ban)
	}
	switch u := elem.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return nil
		case u.Info()&types.IsNumeric != 0:
			if typeName(elem) == "" && !slices.Contains(list, "id") {
				return is(Counter)
			}
		}
	case *types.Struct:
		if u.NumFields() == 0 || isTime(elem) {
			return nil
		}
	}
	if h.counts && !h.tells {
		return is(Counter)
	}
	if h.named || h.channel || hasWord(list, clientWords) {
		return is(Client)
	}
	if h.counts {
		return is(Counter)
	}
	return nil
}

// several reports whether t is a list or a set.
func several(t types.Type) bool {
	switch pointed(t).Underlying().(type) {
	case *types.Slice, *types.Map:
		return true
	}
	return false
}

// A holder looks into a type for what it holds of a client.
type holder struct {
	*Package
	seen    map[types.Type]bool
	client  int  // how deep a connection or channel was found within, 0 for nowhere
	channel bool // it is a channel itself
	counter int  // the same of a counter or limiter
	named   bool // a field is named after a user, session or token
	counts  bool // a field is a number that is named after something counted
	tells   bool // a field is neither a number, a flag nor a time
}

// maxHeld bounds how deep a holder looks into structs.
const maxHeld = 3

func (h *holder) look(t types.Type, depth int) {
	t = types.Unalias(t)
	if t == nil || h.seen[t] || depth > maxHeld {
		return
	}
	h.seen[t] = true
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil {
		name := named.Obj().Pkg().Path() + "." + named.Obj().Name()
		if f := h.cat.Go(name); f != nil {
			_, carrier := f.Is[winapi.Carrier]
			_, counter := f.Is[winapi.Counter]
			if carrier {
				nearest(&h.client, depth)
			}
			if counter {
				nearest(&h.counter, depth)
			}
			if carrier || counter {
				return
			}
		}
		if isConnection(named) {
			nearest(&h.client, depth)
			return
		}
		if !h.ours(named.Obj().Pkg()) {
			return // what another module keeps inside is its own business
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		h.look(u.Elem(), depth)
	case *types.Slice:
		h.look(u.Elem(), depth)
	case *types.Array:
		h.look(u.Elem(), depth)
	case *types.Map:
		h.look(u.Elem(), depth)
	case *types.Chan:
		if s, ok := u.Elem().Underlying().(*types.Struct); ok && s.NumFields() == 0 {
			return // a signal or a semaphore
		}
		if depth == 0 {
			h.channel = true
		} else {
			nearest(&h.client, depth)
		}
	case *types.Struct:
		for i := range u.NumFields() {
			f := u.Field(i)
			if depth == 0 && hasWord([]string{strings.ToLower(f.Name())}, fieldWords) {
				h.named = true
			}
			if b, ok := f.Type().Underlying().(*types.Basic); ok && depth == 0 && b.Info()&types.IsNumeric != 0 {
				w := nameWords(f.Name())
				h.counts = h.counts || hasWord(w, countWords) || hasWord(w, banWords)
			}
			h.tells = h.tells || depth == 0 && !measure(f.Type())
			h.look(f.Type(), depth+1)
		}
	}
}

// nearest records that something was found at a depth.
func nearest(found *int, depth int) {
	if *found == 0 || depth+1 < *found {
		*found = depth + 1
	}
}

// cached returns what a cache keeps: the value that the call gives, the type argument, or what other calls give the same
// cache.
func (k *keys) cached(s *Site, call *ast.CallExpr) names.Values {
	store := k.eval.Receiver(call)
	name := nameOf(store)
	if store != nil {
		t := k.Code.Info.TypeOf(store)
		if t != nil {
			t = pointed(t)
			if named, ok := types.Unalias(t).(*types.Named); ok && named.TypeArgs().Len() > 1 {
				return k.subject(s.In, store, named.TypeArgs().At(named.TypeArgs().Len()-1))
			}
		}
	}
	if x := s.exprs["value"]; x != nil {
		if v := k.subject(s.In, store, k.dynamic(x)); v != nil {
			return v
		}
		if v := textSubject(s.values["key"], nameOf(x)); v != nil {
			return v
		}
	}
	for _, x := range k.values(store) {
		if v := k.subject(s.In, store, k.dynamic(x)); v != nil {
			return v
		}
	}
	return textSubject(s.values["key"], name)
}

// dynamic returns the type of a value that is stored.
func (k *keys) dynamic(x ast.Expr) types.Type {
	t := k.Code.Info.TypeOf(x)
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

// values returns what the calls in the package put into the cache that store names.
func (k *keys) values(store ast.Expr) []ast.Expr {
	obj := k.object(store)
	if obj == nil {
		return nil
	}
	if k.kept == nil {
		k.kept = map[types.Object][]ast.Expr{}
		for _, f := range k.Code.Funcs {
			for _, c := range f.Calls {
				fact, _ := k.eval.Callee(c)
				if fact == nil || fact.Is[winapi.Keyed] != "store" {
					continue
				}
				x, _ := k.eval.ArgumentExpr(c, fact.Roles["value"])
				if to := k.object(k.eval.Receiver(c)); x != nil && to != nil {
					k.kept[to] = append(k.kept[to], x)
				}
			}
		}
	}
	return k.kept[obj]
}

// textSubject returns what is kept by the known text of a key or a statement, and by the name of the value.
func textSubject(v names.Values, name string) names.Values {
	list := nameWords(name)
	for _, t := range v {
		for _, s := range t {
			if s.Kind == names.Known {
				list = append(list, nameWords(s.Text)...)
			}
		}
	}
	switch {
	case hasWord(list, allowWords), hasWord(list, machineWords):
		return nil
	case hasWord(list, banWords):
		return names.Lit(string(Ban))
	case hasWord(list, countWords):
		return names.Lit(string(Counter))
	case hasWord(list, clientWords):
		return names.Lit(string(Client))
	}
	return nil
}

// listSubject returns what a list of addresses is that in searches, by the words of its name. What a list of those who are
// allowed remembers besides says nothing of clients.
func listSubject(in *code.Func, list []string) Subject {
	switch {
	case hasWord(list, allowWords), hasWord(list, machineWords), hasWord(nameWords(typeName(receiver(in))), allowWords):
		return ""
	case hasWord(list, banWords):
		return Ban
	case hasWord(list, countWords):
		return Counter
	}
	return Client
}

// subjectAt returns the subject v of the function id where c calls it: a type parameter is known there.
func (p *Package) subjectAt(in *code.Func, c *ast.CallExpr, id string, v names.Values) names.Values {
	if len(v) != 1 || len(v[0]) != 1 || v[0][0].Kind != names.Object || v[0][0].Func != id {
		return v
	}
	seg := v[0][0]
	var args *types.TypeList
	if seg.Path == "receiver" {
		x, _ := p.eval.ArgumentExpr(c, winapi.Receiver)
		if x == nil {
			return nil
		}
		t := p.Code.Info.TypeOf(x)
		t = pointed(t)
		if named, ok := types.Unalias(t).(*types.Named); ok {
			args = named.TypeArgs()
		}
	} else {
		args = p.instance(c)
	}
	if args == nil || seg.Index >= args.Len() {
		return nil
	}
	return p.typeSubject(in, args.At(seg.Index))
}

// instance returns the type arguments of the function that c calls.
func (p *Package) instance(c *ast.CallExpr) *types.TypeList {
	fun := ast.Unparen(c.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch x := fun.(type) {
	case *ast.Ident:
		return p.Code.Info.Instances[x].TypeArgs
	case *ast.SelectorExpr:
		return p.Code.Info.Instances[x.Sel].TypeArgs
	}
	return nil
}

// typeSubject returns what a value of type t is. A type parameter of in waits for a caller.
func (p *Package) typeSubject(in *code.Func, t types.Type) names.Values {
	tp, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return p.subjectOf(nil, "", t)
	}
	for in.Parent != nil {
		in = in.Parent
	}
	if in.Sig == nil {
		return nil
	}
	for path, list := range map[string]*types.TypeParamList{"receiver": in.Sig.RecvTypeParams(), "": in.Sig.TypeParams()} {
		for i := range list.Len() {
			if list.At(i) == tp {
				return names.One(names.Segment{Kind: names.Object, Func: in.ID, Index: i, Path: path})
			}
		}
	}
	return nil
}
