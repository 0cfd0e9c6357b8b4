// Package netutil tells where requests come from.
package netutil

import (
	"net"
	"net/http"
)

// IsLocal reports whether a request comes from the machine itself.
func IsLocal(r *http.Request) bool { return IsLoopback(r.RemoteAddr) }

// IsLoopback reports whether an address is the machine's own.
func IsLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
