// Package sessionchange reports services that keep something of each session but do not hear when sessions come and go.
//
// # What goes wrong on an RD Session Host
//
// Users log on, disconnect, reconnect and log off all day on an RD Session Host. A service that keeps a map of sessions, or
// starts a helper in each of them when it starts itself, has the wrong picture soon: who logs on later gets no helper, and what
// belonged to a session that has ended stays, until Windows gives its id to somebody else. The service control manager tells
// a service that accepts svc.AcceptSessionChange of every change. Asking for the list again and again is late, and costs time
// on a host with many sessions.
//
// # Example
//
// A service with a map by session hears nothing of who comes and goes:
//
//	changes <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
//
// Let it hear, and listen:
//
//	changes <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
//	for r := range requests {
//		switch r.Cmd {
//		case svc.SessionChange:
//			sessions.update(r.EventType, r.EventData)
//		case svc.Stop:
//			return false, 0
//		}
//	}
//
// # Reports
//
//   - A service that keeps a map by session id or user, or starts helpers with a session's token from where it starts, and
//     neither accepts session changes nor registers for them (warning), at the set of controls that it accepts. Where a library
//     such as kardianos/service accepts the controls, and cannot pass session changes on, at the work per session.
//   - A service that accepts session changes and has no case for them (warning), at the accepted set.
//   - The event names Global\<add-in>-<session>-Reconnect and -Disconnect (warning): since Windows Server 2008 they are
//     <add-in>-Reconnect and <add-in>-Disconnect in the session's own namespace, which nobody outside the session can open.
//   - A list of all sessions that is asked for on a timer as the only source (note), at the timer.
//
// # Stays silent
//
// On sessions that are listed when somebody asks, to end them or to send them a message; on work for the session that comes
// with a request; on tokens that LogonUser or the service's own process gives, and those that no process is started with; and on
// programs that register a window for session changes.
//
// # Fix
//
// Unsafe: svc.AcceptSessionChange and a case for svc.SessionChange are added together, for one without the other meets the
// handler's "unexpected control request". What to do in the case is yours to write. An old event name becomes the new one.
//
// # Limits
//
// A map is known by what is put into it. Work that a library calls back for counts as asked for.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/monitoring-session-connections-and-disconnections
//   - https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex
//   - https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsregistersessionnotification
package sessionchange
