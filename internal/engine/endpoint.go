// Addresses to listen at and to dial.

package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// An Endpoint is an address to listen at or to dial: what stands before the last colon, and the port.
type Endpoint struct {
	Host, Port names.Text
}

// EndpointOf takes an address apart; ok is false if it has no port that can be seen.
func EndpointOf(t names.Text) (e Endpoint, ok bool) {
	for i := len(t) - 1; i >= 0; i-- {
		if s := t[i]; s.Kind == names.Known || s.Kind == names.Config && s.Text != "" {
			host, port, found := cutLast(s.Text)
			if !found {
				continue
			}
			part := func(text string) names.Text {
				if text == "" {
					return nil
				}
				s := s
				s.Text, s.Derived = text, true
				return names.Text{s}
			}
			return Endpoint{slices.Concat(t[:i], part(host)), slices.Concat(part(port), t[i+1:])}, true
		}
	}
	return Endpoint{}, false
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// Possible reports whether the address can be one. A host before what has one already is none: the program has tested for that.
func (e Endpoint) Possible() bool {
	return !slices.ContainsFunc(e.Host, func(s names.Segment) bool {
		return (s.Kind == names.Known || s.Kind == names.Config) && strings.Contains(s.Text, ":") && !strings.HasPrefix(s.Text, "[")
	})
}

// Fixed returns the port if it is the same for everybody, unless somebody sets another.
func (e Endpoint) Fixed() (port string, ok bool) {
	if len(e.Port) == 0 || ReachOf(e.Port) != PerMachine || e.Port.Has(names.Host, names.Path) {
		return "", false
	}
	port = e.Port.String()
	n, err := strconv.ParseUint(port, 10, 16)
	return port, n > 0 || err != nil && !strings.ContainsAny(port, "-0123456789") // or a service's name
}

// Loopback reports whether only the machine itself reaches the address.
func (e Endpoint) Loopback() bool {
	host := strings.Trim(e.Host.String(), "[]")
	return strings.EqualFold(host, "localhost") || strings.HasPrefix(host, "127.") || host == "::1"
}

// Unix reports whether the site listens at, or dials, a unix socket: its address is a path.
func (s *Site) Unix() bool {
	if s.Fact.Is[winapi.Listen] == "unix" {
		return true
	}
	network, ok := s.values["network"].Known()
	return ok && strings.HasPrefix(network, "unix")
}

// Datagrams reports whether the site listens for datagrams, or sends them: their ports are others than those of connections.
func (s *Site) Datagrams() bool {
	if s.Fact.Is[winapi.Listen] == "udp" {
		return true
	}
	network, ok := s.values["network"].Known()
	return ok && strings.HasPrefix(network, "udp")
}

// completeAddress finds the address of a site that listens or dials where it stands in a structure: the server whose method is
// called, or the parts of an address.
func (p *Package) completeAddress(s *Site) {
	if !s.Fact.Has(winapi.Listen) && !s.Fact.Has(winapi.Dial) {
		return
	}
	pos, ok := s.Fact.Roles["addr"]
	x := s.exprs["addr"]
	if !ok || x == nil {
		return
	}
	if pos == winapi.Receiver {
		if fn := code.StaticCallee(p.Code.Info, s.Call()); fn != nil && fn.Signature().Recv() != nil {
			s.values["addr"], s.exprs["addr"] = p.member(x, p.fieldOf(fn.Signature().Recv().Type(), winapi.Listen, "field"))
		}
		return
	}
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return
	}
	if path := p.fieldOf(t, winapi.AddressPart, "path"); path != "" {
		s.values["addr"], s.exprs["addr"] = p.member(x, path)
		return
	}
	hostField, portField := p.fieldOf(t, winapi.AddressPart, "host"), p.fieldOf(t, winapi.AddressPart, "port")
	if hostField == "" || portField == "" || len(p.built(x, been{}, 0)) == 0 {
		return // a text, or net.ResolveTCPAddr
	}
	host, _ := p.member(x, hostField)
	port, at := p.member(x, portField)
	if _, ok := host.Known(); !ok {
		host = names.Values{{}}
	}
	s.values["addr"], s.exprs["addr"] = names.Concat(names.Concat(host, names.Lit(":")), port), at
}
