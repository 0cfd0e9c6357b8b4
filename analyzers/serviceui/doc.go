// Package serviceui reports windows, message boxes and prompts of code that runs in a Windows service.
//
// # What goes wrong on an RD Session Host
//
// Services run in session 0, which no user ever sees: users log on to sessions 1, 2 and so on, and on an RD Session Host
// there are many of them. A window, an icon or a notification of a service appears on the desktop of session 0 and is lost.
// A modal one is worse: the service waits for an answer that nobody can give, and hangs. A browser started by a service runs
// there too, with the service's account. A prompt at the console ends with an error or hangs, for a service has no console.
// MB_SERVICE_NOTIFICATION and MB_DEFAULT_DESKTOP_ONLY do not help: at best they reach the physical console, at which nobody
// sits. SERVICE_INTERACTIVE_PROCESS has had no effect by default since Windows Vista.
//
// What reads or drives "the" desktop misses it as well: in session 0 the last input, the foreground window, the clipboard
// and the screen are nobody's, and LockWorkStation locks no workstation.
//
// # Example
//
// A service reports that it has no licence, to nobody, and waits for ever:
//
//	windows.MessageBox(0, text, caption, windows.MB_ICONWARNING)
//
// Let Windows show it to the user whose session it is about, and go on:
//
//	var answer uint32
//	wtsSendMessage.Call(0, uintptr(session),
//		uintptr(unsafe.Pointer(&caption[0])), uintptr(2*len(caption)), uintptr(unsafe.Pointer(&text[0])), uintptr(2*len(text)),
//		windows.MB_ICONWARNING, 0, uintptr(unsafe.Pointer(&answer)), 0)
//
// # Reports
//
// In service code, as an error, at the call nearest to the user interface inside the module:
//
//   - the MessageBox family, TaskDialog, DialogBox, CreateWindow, the common dialogs, Shell_NotifyIcon, toasts and
//     UserConsentVerifier, however they are called;
//   - the dialogs and run loops of GUI toolkits;
//   - a browser or document that is opened: by ShellExecute, a library, or a command such as rundll32 url.dll, cmd /c start
//     or explorer. It stands where the command is named;
//   - message boxes, toasts and prompts in the text of a PowerShell command;
//   - questions at the console: fmt.Scan and its like, a prompt that is printed before a line of standard input is read,
//     passwords, and libraries that ask.
//
// In service code, as a warning: what reads or drives the desktop, such as GetLastInputInfo, GetForegroundWindow, screen
// capture, SendInput, hooks, the clipboard, LockWorkStation, and ExitWindowsEx with EWX_LOGOFF.
//
// In any code: SERVICE_INTERACTIVE_PROCESS where a service is created or its type is set; a warning where a condition or an
// option decides, else an error.
//
// # Stays silent
//
//   - On code that runs only when the process is known not to be a service, on subcommands that are not the service's own,
//     and on handlers that only debug.Run gets.
//   - On message-only windows (parent HWND_MESSAGE), which are invisible in every session.
//   - On standard input as a protocol: decoders, lines that nobody was asked for, a child that inherits it.
//   - On processes started with a user's token: they show their windows in that user's session.
//   - On functions that nobody calls, and on code of which nothing proves that a service runs it.
//
// # Fix
//
// A message box whose answer nobody asks for becomes a call of WTSSendMessage, which shows the same box in the session that
// it is meant for:
//
//	windows.MessageBox(0, text, caption, windows.MB_ICONWARNING)
//
// Where a variable in scope holds the id of the session, the box goes there; this fix is safe. Otherwise it goes to every
// active session, and you should look whether that is what you want.
//
// Where the answer is used, the guidelines name the other way: the service asks its client module, a program that runs in
// each user's session, and waits for what it sends back. In short, the service listens on a pipe, and the client module does
//
//	conn, err := winio.DialPipe(`\\.\pipe\archiver`, nil)
//	// ...
//	for question := range questions(conn) {
//		answer, _ := windows.MessageBox(0, question.Text, question.Caption, windows.MB_RETRYCANCEL)
//		reply(conn, question.ID, answer)
//	}
//
// while the service writes its questions to the pipe, and gives up on those that nobody answers in time. The client module
// is started in each session at logon, or by the service with CreateProcessAsUser and the token of WTSQueryUserToken.
//
// # Limits
//
// Which code a service runs is followed through calls, function values and interfaces with one implementation; what escapes
// that is not judged. A window is reported even if it is never shown: whether it is, often depends on messages. Commands and
// PowerShell scripts are judged as far as their text is known, and a script in a file is not read.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/services/interactive-services
//   - https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines
//   - https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtssendmessagew
//
// Asked by users: https://github.com/kardianos/service/issues/81 (a service's window), https://github.com/gen2brain/beeep/issues/16
// and https://github.com/go-toast/toast/issues/13 (a service's toasts).
package serviceui
