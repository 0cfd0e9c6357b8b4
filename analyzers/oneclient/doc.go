// Package oneclient checks that a server serves several clients of one computer at a time.
//
// All users of an RD Session Host work on one computer. A server that accepts a connection, serves it until the client
// hangs up, and only then accepts the next one serves one of them: the others' programs wait without end, and what they
// wait for looks like a network that is down. A server that ends the earlier connection when the same computer connects
// again makes the users throw each other out.
//
// # Example
//
// Nobody else is served until this client hangs up:
//
//	for {
//		conn, err := l.Accept()
//		if err != nil {
//			return err
//		}
//		serve(conn)
//	}
//
// Serve and accept at once:
//
//	for {
//		conn, err := l.Accept()
//		if err != nil {
//			return err
//		}
//		go serve(conn)
//	}
//
// # Reports
//
// At the call that accepts (warning):
//
//   - a loop that reads the accepted connection to its end, or waits for a request without a deadline, before it accepts the
//     next one: in the loop itself or in what it calls, through bufio, decoders, io.Copy, net/rpc, or structures that
//     hold the connection; also where only the caller loops
//   - the same after ConnectNamedPipe
//   - a connection that goes into a channel whose only reader serves one after another
//   - a listener under a fixed name or port from which one connection is accepted, outside a loop, and served to its end
//
// And where it is ended (warning): the earlier connection of a computer that connects again, kept in a map by the remote
// address without its port.
//
// # Stays silent
//
// Handlers that start a goroutine, or hand the connection on; a handshake before that; what is only written, and then
// closed; a read with a deadline for all of it; the same accept loop in several goroutines; Accept methods, which hand on
// what the listener below them accepts; pipes whose name holds a process id, a random part or an id that is not
// known, which only one client is told; a loop at a free port that ends with the first client who does as expected; Hyper-V
// sockets; connections of a program to itself; callbacks of a sign-in; tests.
//
// # Fix
//
// Serve each connection in a goroutine of its own (unsafe: what the handlers share may need a lock).
//
// # Limits
//
// What a library does with a connection that it is given is known of Go's own packages only. Whether a client may be the
// only one by design is not known: an //rdslint:ignore comment says so.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines
package oneclient
