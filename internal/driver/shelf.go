package driver

import (
	"bytes"
	"context"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
)

// A shelf holds the types of dependencies as an earlier run for the same request worked them out, so that the next one need not
// read these again. The types would be the same as long as all is as it was that the earlier run learnt of the world beyond the
// packages that are analysed, and as these ask for the same names. Dependencies are not there that themselves need an analysed
// package, which may say something else by then, and those of which something is wrong, which is to be told again.
//
// A nil shelf is empty.
type shelf struct {
	memo     *memo                      // of the world beyond; a new shelf has none yet
	asked    map[string]map[string]bool // the names that analysed packages ask for, by the id of whom they ask
	packages []*shelved
	read     int    // how many packages were read for them
	data     []byte // what the packages declare: see encodeTypes

	analysed map[string]bool // directories, of a new shelf
	byID     map[string]*shelved
	still    func() bool                      // the memo holds
	renewed  bool                             // and has new stamps; set by still
	types    func() map[string]*types.Package // by path; nil if they cannot be read
	told     sync.Once                        // the memo to the trace
}

// A shelved package is a dependency that has types.
type shelved struct {
	id, path, name, dir string
	files               []string
}

// newShelf returns a shelf with dependencies of a program, nil if their types cannot be written.
func newShelf(l *loader) *shelf {
	s := &shelf{asked: make(map[string]map[string]bool, len(l.direct)), analysed: make(map[string]bool)}
	for n, names := range l.direct {
		s.asked[n.id] = names
	}
	again := make(map[*unit]bool)  // those to read again
	paths := make(map[string]bool) // of the others
	asked := make(map[*unit]bool)  // for names, by what is read again or by what a fix writes
	for _, d := range []demands{l.direct, l.written()} {
		for n := range d {
			asked[l.unit(n)] = true
		}
	}
	var units []*unit
	for _, u := range l.order {
		n := u.node
		if u.analysed {
			s.analysed[n.dir] = true
		}
		again[u] = u.analysed || u.illTyped || len(u.errors) > 0 || len(n.files) == 0 || paths[n.path] ||
			slices.ContainsFunc(u.deps, func(dep *unit) bool { return again[dep] })
		if again[u] {
			for _, dep := range u.deps {
				asked[dep] = true
			}
			continue
		}
		paths[n.path] = true
		units = append(units, u)
		if u.parsed {
			s.read++
		}
	}
	pkgs := make([]*types.Package, len(units))
	for i, u := range units {
		s.packages = append(s.packages, &shelved{u.node.id, u.node.path, u.types.Name(), u.node.dir, u.node.files})
		if asked[u] {
			pkgs[i] = u.types
		}
	}
	if s.data = encodeTypes(pkgs); s.data == nil {
		return nil
	}
	return s
}

// look begins to make types of what there is. Whether the memo holds is seen when somebody asks.
func (s *shelf) look(ctx context.Context) {
	if s == nil {
		return
	}
	s.still = sync.OnceValue(func() (same bool) {
		same, s.renewed = s.memo.unchanged(ctx)
		return same
	})
	s.types = sync.OnceValue(s.decodeTypes) // it takes one processor longer than everything else that comes first
	go s.types()
}

// holds reports whether the packages are what a run would find to which go commands gave the answers in a trace. Then the run has
// learnt what the memo says.
func (s *shelf) holds(t *trace) bool {
	if s == nil || !s.memo.answered(t) || !s.still() {
		return false
	}
	s.told.Do(func() { t.absorb(s.memo) })
	return true
}

// fill puts into a node what is known of the package in a directory. It reports whether there is anything.
func (s *shelf) fill(n *node, dir string, t *trace) bool {
	if s == nil || s.byID[n.id] == nil || s.byID[n.id].dir != dir || !s.holds(t) {
		return false
	}
	n.dir, n.name, n.files = dir, s.byID[n.id].name, s.byID[n.id].files
	return true
}

// serve returns what there is by id, nil if the analysed packages ask for something else.
func (s *shelf) serve(direct demands, t *trace) map[string]*unit {
	if !s.holds(t) || len(direct) != len(s.asked) {
		return nil
	}
	for n, names := range direct {
		if old, ok := s.asked[n.id]; !ok || !maps.Equal(old, names) {
			return nil
		}
		if p := s.byID[n.id]; p != nil && (p.dir != n.dir || !slices.Equal(p.files, n.files)) {
			return nil
		}
	}
	pkgs := s.types()
	if pkgs == nil {
		return nil
	}
	units := make(map[string]*unit, len(s.packages))
	for _, p := range s.packages {
		n := &node{id: p.id, path: p.path, name: p.name, dir: p.dir, files: p.files}
		units[p.id] = &unit{node: n, types: pkgs[p.path]}
	}
	return units
}

// encodeTypes returns what packages declare as decodeTypes reads it, nil if that cannot be written. It is without positions. Where one
// is nil, there will be the types that the others need of it.
//
// Export data is of one package, and of others it has what this one needs. So there is one package that stands for all: it declares
// their functions, variables and constants, and of each type a variable.
func encodeTypes(pkgs []*types.Package) (data []byte) {
	all := types.NewPackage(everything, everything)
	for i, pkg := range pkgs {
		if pkg == nil {
			continue
		}
		scope := pkg.Scope()
		for _, name := range scope.Names() {
			key := strconv.Itoa(i) + "." + name
			switch obj := scope.Lookup(name).(type) {
			case *types.Const:
				all.Scope().Insert(types.NewConst(token.NoPos, all, "X"+key, obj.Type(), obj.Val()))
			case *types.Var:
				all.Scope().Insert(types.NewVar(token.NoPos, all, "X"+key, obj.Type()))
			case *types.Func:
				all.Scope().Insert(types.NewFunc(token.NoPos, all, "X"+key, obj.Signature()))
			case *types.TypeName:
				if _, ok := obj.Type().(*types.Alias); obj.IsAlias() && !ok {
					return nil // GODEBUG has it that there is nothing but the type that it stands for
				}
				all.Scope().Insert(types.NewVar(token.NoPos, all, "T"+key, obj.Type()))
			}
		}
	}
	defer func() {
		if recover() != nil { // not everything can be written that go/types makes of code with errors
			data = nil
		}
	}()
	var b bytes.Buffer
	if gcexportdata.Write(&b, token.NewFileSet(), all) != nil {
		return nil
	}
	return b.Bytes()
}

// decodeTypes returns the packages by path, nil if the data is not what encodeTypes wrote of them.
func (s *shelf) decodeTypes() map[string]*types.Package {
	pkgs := make(map[string]*types.Package, len(s.packages))
	for _, p := range s.packages {
		pkgs[p.path] = types.NewPackage(p.path, p.name)
	}
	all, err := gcexportdata.Read(bytes.NewReader(s.data), token.NewFileSet(), pkgs, everything)
	if err != nil {
		return nil
	}
	for _, key := range all.Scope().Names() {
		number, name, _ := strings.Cut(key[1:], ".")
		i, err := strconv.Atoi(number)
		if err != nil || i < 0 || i >= len(s.packages) {
			return nil
		}
		pkg := pkgs[s.packages[i].path]
		switch obj := all.Scope().Lookup(key).(type) {
		case *types.Const:
			pkg.Scope().Insert(types.NewConst(token.NoPos, pkg, name, obj.Type(), obj.Val()))
		case *types.Func:
			pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, name, obj.Signature()))
		case *types.Var:
			if key[0] == 'X' { // else it has brought its type along
				pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, name, obj.Type()))
			}
		}
	}
	for _, pkg := range pkgs {
		pkg.MarkComplete()
	}
	return pkgs
}

// encode returns the shelf as decodeShelf reads it.
func (s *shelf) encode() []byte {
	w := wireWriter{}
	memo := s.memo.encode()
	w.number(len(memo))
	w.out = append(w.out, memo...)
	w.number(len(s.asked))
	for _, id := range slices.Sorted(maps.Keys(s.asked)) {
		w.text(id)
		w.number(len(s.asked[id]))
		for _, name := range slices.Sorted(maps.Keys(s.asked[id])) {
			w.name(name)
		}
	}
	w.number(len(s.packages))
	for _, p := range s.packages {
		for _, text := range []string{p.id, p.path, p.name, p.dir} {
			w.name(text)
		}
		w.number(len(p.files))
		for _, name := range p.files {
			w.name(name)
		}
	}
	w.number(s.read)
	w.number(len(s.data))
	return append(w.out, s.data...)
}

// decodeShelf reads what encode wrote. Of anything else it makes an empty shelf.
func decodeShelf(in []byte) *shelf {
	r := wireReader{in: in}
	s := &shelf{asked: make(map[string]map[string]bool), byID: make(map[string]*shelved)}
	s.memo = decodeMemo(r.take(r.count()))
	for n := r.count(); n > 0 && !r.bad; n-- {
		names := make(map[string]bool)
		s.asked[r.text()] = names
		for n := r.count(); n > 0 && !r.bad; n-- {
			names[r.name()] = true
		}
	}
	for n := r.count(); n > 0 && !r.bad; n-- {
		p := &shelved{id: r.name(), path: r.name(), name: r.name(), dir: r.name()}
		for n := r.count(); n > 0 && !r.bad; n-- {
			p.files = append(p.files, r.name())
		}
		s.packages = append(s.packages, p)
		s.byID[p.id] = p
	}
	s.read = int(r.unsigned())
	s.data = r.take(r.count())
	if r.bad || len(r.in) > 0 || s.memo == nil {
		return nil
	}
	return s
}
