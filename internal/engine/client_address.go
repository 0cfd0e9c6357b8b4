// Whether a value, a type or a package can hold the address of a client.

package engine

import (
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// holdsAddress reports whether t can hold a network address, or a digest of one.
func holdsAddress(t types.Type) bool {
	if t == nil {
		return false
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0 || u.Kind() == types.Uint64 || u.Kind() == types.Uint32
	case *types.Struct, *types.Array, *types.Interface:
		return true
	}
	return false
}

// telling reports whether v may be a mark of a client: an address, or something that a caller or importer gives.
func telling(v names.Values) bool {
	for _, t := range v {
		if t.Has(names.Address, names.Pipe, names.Param, names.Field) {
			return true
		}
	}
	return false
}

// addresses reports whether the package can come to hold a remote address: it names a source of one, or imports a
// package of the module that does.
func (p *Package) addresses() bool {
	for _, imp := range p.Code.Types.Imports() {
		if s := p.world.summary(imp.Path()); s != nil && s.Addresses {
			return true
		}
	}
	for _, obj := range p.Code.Info.Uses {
		switch obj := obj.(type) {
		case *types.Func:
			if f := p.cat.Go(p.Code.FullName(obj.Origin())); f != nil && (isAddress(f) || f.Is[winapi.Source] == "message") {
				return true
			}
		case *types.Var:
			if obj.IsField() && obj.Pkg() != nil && p.cat.Package(obj.Pkg().Path()) && strings.HasSuffix(obj.Name(), "Addr") {
				return true
			}
		}
	}
	return false
}

// isAddress reports whether a fact is a source of remote addresses.
func isAddress(f *winapi.Func) bool {
	switch f.Is[winapi.Source] {
	case "address", "address+port", "pipe", "header", "origin", "name":
		return true
	}
	return false
}

// dropsPort reports whether a fact is a function that takes an address and gives it without its port: a package that calls
// one may do so for its importers.
func dropsPort(f *winapi.Func) bool {
	i, ok := f.Roles["addr"]
	return ok && i == 0 && f.Is[winapi.Transform] == "port.drop"
}

// mayTell reports whether the site's key, if it uses one, or the address that it tests may still be the mark of a client.
func (s *Site) mayTell() bool {
	if s.Fact != nil && s.Fact.Has(winapi.ClientID) {
		_, constant := s.values["id"].Known()
		return constant && s.Fact.Is[winapi.ClientID] != "" || mayMark(s.values["id"])
	}
	if addr, ok := s.tested(); ok {
		return telling(addr)
	}
	if !s.usesKey() {
		return true
	}
	if key, ok := s.values["key"]; ok && s.values["a"] == nil {
		return telling(key)
	}
	return twoMarks(s.values["a"], s.values["b"])
}

// SameHost reports whether the value in a role is the address or name of a remote computer, without its port, and nothing
// else.
func (s *Site) SameHost(role winapi.Role) bool {
	return slices.ContainsFunc(s.values[role], func(t names.Text) bool {
		found := false
		for _, seg := range t {
			switch seg.Kind {
			case names.Address:
				if found = !seg.Port && seg.Text != names.Origin; !found {
					return false
				}
			case names.Known, names.Nil:
			default:
				return false
			}
		}
		return found
	})
}

// ofPeer reports whether v can be the address of a client.
func ofPeer(v names.Values) bool {
	for _, t := range v {
		for _, s := range t {
			if s.Kind == names.Address && s.Text != names.Name && s.Text != names.Origin && !s.Digest {
				return true
			}
		}
	}
	return false
}
