// Package loopbackport checks the ports that a program listens on.
//
// All sessions of an RD Session Host share the machine's ports, and 127.0.0.1 is the same machine for all of them. A
// program in a user's session that listens on a fixed port serves the first user; the second one's cannot start, and what
// it was to serve reaches the first user's program instead. And a program that takes a port to run only once keeps
// every other user of the host from running it.
//
// # Example
//
// In a user's program, the second user cannot start it:
//
//	l, err := net.Listen("tcp", "127.0.0.1:8787")
//
// Let Windows choose the port, and tell it to those who are to know:
//
//	l, err := net.Listen("tcp", "127.0.0.1:0")
//	if err != nil {
//		return err
//	}
//	return os.WriteFile(addressFile, []byte(l.Addr().String()), 0o600) // in the profile, by session
//
// # Reports
//
// Outside services, at the address:
//
//   - a port that is taken or dialled to find out whether the program runs already, wherever the port comes from (warning)
//   - a constant port that a program in a user's session listens on (warning)
//   - a constant port that is the default of a flag, an environment variable or a setting, that is tried in turn with others,
//     or that waits for the answer of a sign-in in a browser (note)
//   - a constant port on the loopback address of a program of which it is not known where it runs (note)
//
// # Stays silent
//
// Services, and who dials a port to find one; who dials another instance that a lock has told of; port 0; ports that are
// computed from the session id; ports that only a setting says, also where a message guesses that the program or another
// application may have it; probes that close the port at once; HTTP, gRPC and other servers of which it is not known where they
// run: they are servers, not users' programs.
//
// # Fix
//
// Port 0, which lets Windows choose one (unsafe): who connects has to be told which, for example by a file in the profile
// whose name holds the session id, or by a pipe.
//
// # Limits
//
// That a bind decides about a second instance is seen by what the program does when it fails: it says so, or ends as if all
// were well; or it never serves the port. Whether a dial does is asked only for ports that the module also listens on.
// Listeners that other libraries open under their own names are not known.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines,
// https://learn.microsoft.com/windows/win32/termserv/ip-addresses-and-computer-names
package loopbackport
