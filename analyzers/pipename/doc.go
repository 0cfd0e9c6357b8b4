// Package pipename checks the names of pipe and unix-socket servers: whether each session has a channel of its own.
//
// Named pipes live in one namespace for the whole machine, and so do the paths of unix sockets and the ports. A program in
// a user's session that serves a pipe under a fixed name works for the first user of an RD Session Host only. The second
// one's server fails with ERROR_ACCESS_DENIED, or its client talks to the first user's process. A name made of the user's
// name or SID is no better for a user with two sessions.
//
// # Example
//
// The program of the first user has the pipe, and those of all others get none:
//
//	l, err := winio.ListenPipe(`\\.\pipe\example-tray`, nil)
//
// One pipe for each session:
//
//	l, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\example-tray-%d`, session), nil)
//
// # Reports
//
// Outside services, at the server's name:
//
//   - a named pipe or mailslot with a constant name (warning), or one that is only the default of a flag, an environment
//     variable or a setting (note)
//   - a pipe whose name holds the user's name, SID, domain or profile, but not the session id (warning)
//   - the same of a unix socket: a path that is the same for all users, or lies in the user's profile
//   - a program whose single-instance lock, its own or a toolkit's, is the session's while its pipe, socket or port is the
//     machine's, or the other way round: the scopes do not match (error)
//
// And in services, at the number of instances: a pipe with one instance for the clients of all sessions (warning).
//
// # Stays silent
//
// The fixed name of a service, which is its well-known interface, also where its program serves it at a console; names
// below \\.\pipe\LOCAL\; names that hold the session id, a process id, a random part or a part that is not known, and those
// that a setting without a default says; sockets below the temporary directory, which on an RD Session Host is the session's
// own; clients. What is served only where a switch asks for it, as for debugging, is not compared with the lock.
//
// # Fix
//
// The session id appended to the name, for the server and for those who dial it (unsafe). It is offered where all of them
// can be changed in one file: at the declaration that they share, or at the calls.
//
// # Limits
//
// Which programs of a module belong to one product is not known, so locks are compared with the servers of the same program
// only. A client that belongs to another module has to be changed by hand.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines,
// https://learn.microsoft.com/windows/win32/services/interactive-services,
// https://learn.microsoft.com/windows/win32/ipc/pipe-names
//
// The same defect, met by users: https://github.com/dotnet/winforms/issues/3715 and
// https://github.com/Particular/ServiceInsight/issues/1033 (one pipe for the whole machine: the second user's program ends),
// https://github.com/meziantou/Meziantou.Framework/pull/929 and https://github.com/GoogleCloudPlatform/iap-desktop/pull/886
// (a lock for each user or session beside such a pipe).
package pipename
