// Package netutil helps with addresses.
package netutil

import "net"

// Host returns an address without its port.
func Host(addr net.Addr) string {
	host, _, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	return host
}

// Text returns an address with its port.
func Text(addr net.Addr) string { return addr.Network() + "/" + addr.String() }
