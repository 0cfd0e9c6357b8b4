// Package sessionid reports code that takes a session for the user's though nothing says so.
//
// # What goes wrong on an RD Session Host
//
// Many sessions are active on one RD Session Host at a time. None of them is "the" session: WTSGetActiveConsoleSessionId names
// the physical console, at which often nobody has logged on, and the first active session of WTSEnumerateSessions is that of
// an arbitrary user. A service that asks one of them for a token starts its helper, or shows its message, in front of the
// wrong user or of nobody, while the user who wanted it gets none. WTS_CURRENT_SESSION and the service's own session id are
// worse: a service runs in session 0, where no user is.
//
// # Example
//
// A user logs on remotely, and the service starts the helper at the console:
//
//	session := windows.WTSGetActiveConsoleSessionId()
//	err := windows.WTSQueryUserToken(session, &token)
//
// Take the session that the service control manager names:
//
//	note := (*windows.WTSSESSION_NOTIFICATION)(unsafe.Pointer(request.EventData))
//	err := windows.WTSQueryUserToken(note.SessionID, &token)
//
// # Reports
//
// In service code, and in code that calls WTSQueryUserToken, which only LocalSystem may do, at the call that yields the session:
//
//   - WTS_CURRENT_SESSION, or the process's own session, given to WTSQuerySessionInformation, WTSSendMessage,
//     WTSQueryUserToken and the like (error): that is session 0;
//   - the console's session, the first active session of an enumeration (the first element, or a loop that ends at the first
//     hit), the first session of a user, be it the one that Win32_ComputerSystem names, what quser or query session prints,
//     or the token of the first explorer.exe, where it leads to WTSQueryUserToken, WTSSendMessage, CreateProcessAsUser,
//     SysProcAttr.Token or a token's session (warning);
//   - helpers of users that are kept by the user's name or SID, so that the user's second session gets none (warning).
//
// In any code: session 1 as a constant (warning), since which session a user gets depends on who came before; and the
// session of the console or of an enumeration that is kept in a package variable which no session change updates (note).
//
// # Stays silent
//
// On the session that a client, an event or a caller names; on loops that serve every session; on an enumeration that is searched
// for a given id; on programs in a user's session, which ask for their own session or whether the console is in use; and on the
// tokens of winlogon.exe and the like, which are taken to become LocalSystem.
//
// # Fix
//
// Both are unsafe. Where a variable in scope holds the id of the client's session, it takes the console's place. Where a
// statement does nothing but call a function with the console's session, it becomes a loop over the active sessions.
//
// # Limits
//
// What is done with a session is followed through variables, fields, functions and the handles and tokens made of it. Of text
// that a command prints it is followed through the functions that take texts apart.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines
//   - https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-wtsgetactiveconsolesessionid
//   - https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsqueryusertoken
package sessionid
