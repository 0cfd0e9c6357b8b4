// Package remotedetect checks how a program finds out that its user sits at another computer.
//
// A session changes sides while it lives: a user who has started a program at the machine itself goes home and reconnects from
// there. What the environment says of the session is what held when the session, or the program, began.
//
// # Example
//
// It says what held when the program began:
//
//	remote := strings.HasPrefix(os.Getenv("SESSIONNAME"), "RDP-")
//
// Ask what holds now, with the key HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Terminal Server:
//
//	glass, _, err := key.GetIntegerValue("GlassSessionId")
//	remote := err == nil && uint64(session) != glass
//
// # Reports
//
//   - the environment variable SESSIONNAME or CLIENTNAME in a decision (warning): it is stale after a reconnect, and services
//     and scheduled tasks have none; whether SESSIONNAME is set at all does not tell where the session is shown, as the one at
//     the machine's own screen has a name too
//   - GetSystemMetrics(SM_REMOTESESSION) as the module's only test (note): it does not see remote sessions that use RemoteFX
//     vGPU
//   - the computer's own name where the client's computer is meant (warning): on an RD Session Host it is the host's
//
// # Stays silent
//
// The variables as a label, in a log or in the name of a file; SM_REMOTESESSION in a module that also compares the session with
// GlassSessionId or asks WTSQuerySessionInformation for WTSIsRemoteSession or WTSClientProtocolType; other names for other
// computers.
//
// # Fix
//
// The test of the documentation: whether the session is another than GlassSessionId, that of the machine's own screen (unsafe).
// Of the client's name WTSQuerySessionInformation(WTSClientName) tells, each time it is asked.
//
// # Limits
//
// That the client's computer is meant is taken from the name of a variable, a field, a parameter or a key.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment
package remotedetect
