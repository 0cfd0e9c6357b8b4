// Package localtrust checks what servers let a client do because it runs on the same machine.
//
// On an RD Session Host every user is "localhost": the programs of all sessions connect from 127.0.0.1, and all of them
// reach the same pipes. A server that takes a connection from the loopback address for one of its own user's, or of an
// administrator's, lets every other user of the host do the same. So does a named pipe whose security descriptor lets
// everybody write and whose server never asks who the client is.
//
// # Example
//
// Every user of the host passes:
//
//	host, _, _ := net.SplitHostPort(r.RemoteAddr)
//	return host == "127.0.0.1" || s.signedIn(r)
//
// Ask everybody for what only the user can know, such as a token in a file in the profile:
//
//	return s.signedIn(r)
//
// # Reports
//
// At the test of the address, where the decision stands (warning):
//
//   - a peer that need not show a password, token or session because its address is the loopback address, "localhost" or
//     one of the machine's own
//   - a peer that gets rights, or becomes a certain user, for that reason
//
// At the security descriptor of a named pipe that lets Everyone, Authenticated Users, Users or Interactive write, or that
// has a NULL DACL, where nobody asks who the clients are:
//
//   - the pipe of a program in a user's session (warning): any other user may command it
//   - the pipe of a service, or of a program of which it is not known where it runs (note)
//
// And as notes: an endpoint of a user's own program that every local peer may use and others may not; a server on the
// loopback address whose password is a constant.
//
// perkeep's IsLocalhost looks up whose connection it is, "about protecting regular users from other regular users on shared
// computers"; on Windows there is no user id to compare, and every local user is let in.
//
// # Stays silent
//
// What only turns others away, in services and servers: metrics and reload endpoints, checks for a private network. Limiters
// and bans that spare the machine itself; sessions and tokens that are good on the machine itself only; the choice of an
// address to listen at; checks of the Host and Origin headers; log lines; what is for development only. Descriptors without a DACL, and those that let only SYSTEM, the administrators, the
// owner, a logon session or a certain user write. Hyper-V sockets. Pipes of programs that ask Windows for the client's
// process or session, impersonate it, or compare what it sends with a secret.
//
// # Fix
//
// OW, the owner, instead of the broad trustee, in the constant descriptor of a program in a user's session (unsafe: services
// and programs that run as another user may have to be let in as well). Elsewhere nothing can be written in place: a service
// asks GetNamedPipeClientSessionId whose session a client is in; a server on a port gives each session a secret of its own,
// in a file that only the user may read.
//
// # Limits
//
// That something is a check of credentials is told by names and by the answer (401). An answer that is put together
// elsewhere is not followed. Lists of entries that are built with functions instead of SDDL are not read.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines,
// https://learn.microsoft.com/windows/win32/ipc/named-pipe-security-and-access-rights,
// https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
package localtrust
