// Package registry keeps connections by whatever its callers choose.
package registry

import "net"

// A Registry keeps connections.
type Registry struct{ conns map[string]net.Conn }

// New makes an empty registry.
func New() *Registry { return &Registry{conns: make(map[string]net.Conn)} }

// Put keeps a connection.
func (r *Registry) Put(key string, conn net.Conn) {
	r.conns[key] = conn // want:module `warning: .*address.* \(clientkey\)`
}
