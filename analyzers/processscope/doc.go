// Package processscope reports code that finds processes by the name of their program and ends them, or decides by them
// whether the program runs already, in all sessions instead of its own.
//
// # What goes wrong on an RD Session Host
//
// A list of processes holds those of all users. taskkill /IM, Stop-Process -Name or a loop over a snapshot that compares names
// ends the programs of everybody who works on the host, where the caller may do that; where it may not, the first process of
// another user makes it fail. A program that asks the list whether it runs already runs for one user at a time: the second
// user is told that it is running, and sees nothing.
//
// # Example
//
// The editors of all users end:
//
//	err := exec.Command("taskkill", "/F", "/IM", "editor.exe").Run()
//
// Only those of the caller's session:
//
//	err := exec.Command("taskkill", "/F", "/IM", "editor.exe", "/FI", fmt.Sprintf("SESSION eq %d", session)).Run()
//
// # Reports
//
// At the command, or at the call that ends the processes or decides by them (warning):
//
//   - taskkill /IM, and its filter on IMAGENAME, without a filter for one session or user; a filter such as "SESSION ne 0"
//     still hits everybody;
//   - wmic process where name=... delete or call terminate;
//   - PowerShell in Go strings, given to powershell or written to a file: Stop-Process -Name, Get-Process X | Stop-Process,
//     their aliases, methods such as Kill(), and Win32_Process;
//   - tasklist, wmic and Get-Process where the code tests what they print;
//   - toolhelp snapshots, EnumProcesses and the packages that wrap them, where the name of a program is compared and the
//     process that was found is ended or signalled, or where the code exits, refuses, starts something or otherwise goes on
//     differently because there is one. A function that only returns what it found is a finder: its callers are judged.
//
// As a note: the same in installers and updaters, also in scripts that are named so, which must end all instances of what
// they replace; and FindWindow as the test for a first instance in a program that holds a resource of the whole machine,
// since it sees only its own session.
//
// # Stays silent
//
// On code that compares sessions, owners or parents of what it found, or looks for a directory or an id in its command line,
// where other users' programs have another one; on process ids, such as those of the program's own
// children; on monitoring, which lists and counts; on PowerShell that asks for the main window, which only processes of the
// same session have; on tasklist /svc and programs of Windows such as winlogon.exe; on names without an extension, which no
// program of Windows has in such a list; and on services that look for their own file.
//
// # Fix
//
// Both are unsafe, and for code of a user's session: a filter for the session of the process is added to the arguments of
// taskkill; a comparison of a name compares the session of the process as well (ProcessIdToSessionId).
//
// # Limits
//
// The tokenizer of PowerShell knows strings, variables, brackets, pipes and the cmdlets and aliases that find and end processes.
// It does not know here-strings, splatting, functions' parameters, encoded commands and scripts in files. Other packages'
// finders are followed only where the whole module is seen.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/multiple-user-guidelines
//   - https://learn.microsoft.com/windows-server/administration/windows-commands/taskkill
//   - https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid
package processscope
