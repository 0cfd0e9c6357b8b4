// Package hostwide reports what a program in one user's session does to the whole machine: restarts, the clock, and settings
// that all users share.
//
// # What goes wrong on an RD Session Host
//
// The user of a desktop may restart it, set its clock or stop its services. On a session host the same call ends the work of
// everybody who is logged on, or changes it under them. A standard user lacks the right, so that the program fails there; an
// administrator, or a program that elevates itself, succeeds, which is worse.
//
// The names of scheduled tasks and services belong to the machine as well. A task that a program registers under a fixed name
// for the current user is found, replaced or removed by the next user's.
//
// # Example
//
// The update of one user's program ends everybody's work:
//
//	err := exec.Command("shutdown", "/r", "/t", "0").Run()
//
// The user's own session is enough:
//
//	err := exec.Command("shutdown", "/l").Run()
//
// # Reports
//
// In a user's session as a warning, and as a note in code of which it is not known where it runs:
//
//   - ExitWindowsEx with more than EWX_LOGOFF, InitiateSystemShutdown, InitiateShutdown, WTSShutdownSystem; the commands
//     shutdown /r and /s, Restart-Computer and Stop-Computer, also within cmd /c or a PowerShell script;
//   - SetSystemTime, SetLocalTime and the time zone, and commands that set them;
//   - SetSuspendState, SetSystemPowerState, shutdown /h;
//   - the environment of the machine: its key below HKEY_LOCAL_MACHINE opened to be written, setx /M, and
//     SetEnvironmentVariable for the machine in PowerShell;
//   - the proxy of WinHTTP (netsh winhttp set proxy);
//   - the hosts file, opened to be written or replaced;
//   - the name of the computer;
//   - a service that is stopped or restarted by a command with a constant name; otherwise than by a command in a user's
//     session only;
//   - a scheduled task with a constant name (schtasks /create, Register-ScheduledTask), and a service that runs as the user who
//     registers it under a constant name. A task of which a file says for whom it runs is a note in a user's session.
//
// The report stands at the call. A function that only hands its arguments on to Windows is not reported, but whoever calls it.
//
// # Stays silent
//
//   - On service code: a service acts for the machine, most often on the order of an administrator.
//   - On EWX_LOGOFF and shutdown /l, the user's own environment, the per-user proxy, the current user's power plan.
//   - On shutting down another machine, shutdown /a, and date /t or time /t, which only print.
//   - On tasks of SYSTEM, LOCAL SERVICE or NETWORK SERVICE, of a group, or that start with the machine; and on names of which
//     a part is not constant.
//   - On services that are stopped to be installed, updated or removed, as far as the names of the functions say so; and on
//     starting one.
//
// # Fix
//
// The flags of ExitWindowsEx become EWX_LOGOFF, the options of shutdown.exe /l (unsafe): the user's own session ends. Where the
// machine itself has to restart, as after an installation, ask the administrator for it, and say who else is logged on.
//
// For a task, add the user to the name:
//
//	u, err := user.Current()
//	if err != nil {
//		return err
//	}
//	name := "Sync-" + u.Uid
//
// # Limits
//
// Tasks that are registered through COM are not seen. A program that was found to be an administrator's tool by its manifest,
// or by its purpose, is reported all the same; silence it there.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/multiple-user-guidelines
//   - https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-exitwindowsex
//   - https://learn.microsoft.com/windows-server/administration/windows-commands/shutdown
//   - https://learn.microsoft.com/windows-server/administration/windows-commands/schtasks-create
package hostwide
