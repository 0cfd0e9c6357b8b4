// Package clientkey checks how servers tell their clients apart.
//
// Many users work on one RD Session Host at a time, and all their programs come from its one address and its one name. A
// server that keeps its clients in a map by remote address without the port, or by the name of the remote computer, takes
// them for one: the second user's connection replaces the first one's, messages reach the wrong person, and when one logs
// out both are gone. The remote address of a named pipe or a unix socket says even less: it is the same for every client.
//
// # Example
//
// The second user of a host takes the place of the first:
//
//	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
//	if err != nil {
//		return err
//	}
//	s.clients[host] = conn
//
// Each connection has an address of its own, with its port:
//
//	s.clients[conn.RemoteAddr().String()] = conn
//
// # Reports
//
// At the store, lookup or comparison (warning):
//
//   - an address without its port, or a remote computer's name, also hashed, as the key of a map, a sync.Map, a cache or a
//     database under which a connection, channel, client, session, user or token is kept
//   - a comparison of two such addresses, or a search for one, that decides whether two clients are the same
//   - the whole remote address, where the listener is a named pipe or a unix socket
//
// Counters, limiters, ban lists and metrics by address, and lists of all connections from one, are worth a note: all users of
// the host count as one.
//
// # Stays silent
//
// The full address with its port; keys that add a user, token or client id; log lines and records; lists of addresses that
// may connect; the addresses of servers that the program itself calls, such as those behind which it puts a port, and its own;
// peers that are machines by nature, such as the members of a cluster or routes; and whoever answers within a time to a question
// that the program has sent.
//
// # Fix
//
// Key by the full remote address, where the connection is at hand (unsafe: every place that uses the key has to change in
// the same way). A request over HTTP comes from a new port each time, so that only a cookie or a token can tell who sent
// it.
//
// # Limits
//
// Whether a map keeps clients is told by the types in it, and by its name and theirs where the types do not say.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines,
// https://learn.microsoft.com/windows/win32/termserv/ip-addresses-and-computer-names
package clientkey
