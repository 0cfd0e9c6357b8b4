// Package unixid reports numbers of Unix users and groups that are to tell the users of a machine apart, and on Windows do not.
//
// # What goes wrong on an RD Session Host
//
// os.Getuid, Geteuid, Getgid and Getegid return -1 on Windows, whoever calls them. user.Current().Uid is a SID there, which
// strconv.Atoi rejects: it returns 0 and an error. A path, a name or a port that is made of such a number looks as if each user
// had one of their own, and all users of the host share it: the second one's program finds the first one's file, cannot open
// it, or talks to the first one's process.
//
// # Example
//
// One socket for all users, agent--1.sock:
//
//	l, err := net.Listen("unix", fmt.Sprintf("/tmp/agent-%d.sock", os.Getuid()))
//
// One for each:
//
//	u, err := user.Current()
//	if err != nil {
//		return err
//	}
//	l, err := net.Listen("unix", filepath.Join(os.TempDir(), "agent-"+u.Uid+".sock"))
//
// # Reports
//
// As a warning, in code that is built for Windows:
//
//   - a path for all of the machine with such a number in it, that is opened to be written, created, locked, listened at or
//     dialled: on a drive, in ProgramData, in the program's directory, or in /tmp and /var/tmp, which Windows takes for
//     directories of the current drive;
//   - a named pipe;
//   - a kernel object in the namespace Global\;
//   - a port;
//   - an element of a map that outlives a request, under such a key.
//
// The report stands at the first written part of the name that the number's own function adds beside it; where there is none, at
// the first part of the name.
//
// Code like this is common: programs with a daemon for each user keep its socket at fmt.Sprintf("/tmp/name-%d.sock",
// os.Getuid()) where XDG_RUNTIME_DIR is not set, and build for Windows.
//
// # Stays silent
//
//   - On paths below os.TempDir or the profile, which are the user's own already, and names that a user, a session, a process
//     or chance is part of.
//   - On directories of Unix that Windows does not have, such as /run/user: nothing is found there.
//   - On the SID as text, on tests for root, on arguments of chown, on numbers that are logged.
//   - Where the program compares the number with -1 or 0.
//   - On code that runs on other systems only, by its build constraint or a test of runtime.GOOS.
//
// # Fix
//
// In a path, the id of the user as text takes the number's place (unsafe): a SID on Windows, the same number as before
// elsewhere. In the name of a pipe or an object, and in a port, the session id does, where the file is for Windows.
//
//	u, err := user.Current()
//	if err != nil {
//		return err
//	}
//	path := fmt.Sprintf("/tmp/agent-%s.sock", u.Uid)
//
// # Limits
//
// A number that goes through a structure of another module, or a file, is not followed. Who only reads a file is not reported.
//
// # See
//
//   - https://pkg.go.dev/os#Getuid
//   - https://pkg.go.dev/os/user#User
//   - https://learn.microsoft.com/windows/win32/termserv/storing-user-specific-information
package unixid
