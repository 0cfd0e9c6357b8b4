// Package hostid checks that what identifies the machine is not taken for the identity of a user, a client or a licence.
//
// On a user's own computer its name, its MAC address or its MachineGuid tell one client of a server from the next. On an RD
// Session Host many users work at one machine at a time, and all their programs read the same values: a broker ends the
// first user's connection when the second one's arrives with the same client id, a server sends one user's messages to
// another, a licence that one user activated is used up for all, and a lock with the computer's name in it looks like
// everybody's own.
//
// # Example
//
// The broker ends the first user's connection when the second one's comes:
//
//	host, _ := os.Hostname()
//	opts.SetClientID("tray-" + host)
//
// Add the session:
//
//	var session uint32
//	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &session); err != nil {
//		return err
//	}
//	opts.SetClientID(fmt.Sprintf("tray-%s-%d", host, session))
//
// # Reports
//
// In code that runs in a user's session, and in code of which it is not known where it runs (warning, where the program
// reads the mark of the machine):
//
//   - the computer's name, an address of it, a MAC address, the MachineGuid, or a serial number of a CPU, board, disk or
//     volume, also hashed, that becomes the id of a client, instance, session, peer, device or user, or what a licence or
//     activation is bound to: by the name of the variable, field, parameter, function, header, query parameter or key that
//     it is given to
//   - such a mark that is compared with the owner in a lock, lease or manifest to decide whether it is the program's own
//   - in session code, a constant id that a broker or server admits once: the client id of MQTT, the name of a durable
//     consumer
//
// In service code only what stands for a user.
//
// # Stays silent
//
// Ids to which a user, a session, a process or something random is added; the identity of agents, nodes, servers and other
// things that run once a machine; names of machines, hosts and nodes; logs, telemetry, labels and metrics; names in
// certificates and mail greetings; keys that encrypt local data; records of an owner that hold a user or a process id as
// well.
//
// # Fix
//
// For a connection or a running instance, append the session id. For a user, a device or a licence, append the user's SID:
// session ids are used again. Both are unsafe: servers know the id that there was before. A random id that is kept in the
// user's profile serves as well.
//
// # Limits
//
// What a value is taken for is told by names. An id that is called name or key only is not judged.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/ip-addresses-and-computer-names
//
// The same defect, met by users: https://github.com/rustdesk/rustdesk-server-pro/issues/629 (every user of a host gets one id, and
// only the first can be reached).
package hostid
