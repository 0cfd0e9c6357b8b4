// Package userdata reports programs that keep a user's files, settings and locks where the whole machine has one place for
// them.
//
// # What goes wrong on an RD Session Host
//
// Many users run the program at once, without an administrator's rights. They may not write in Program Files, in the
// Windows directory or below HKEY_LOCAL_MACHINE: the Go linker marks every program as made for session hosts, so Windows
// does not redirect what it writes there. Where they may write, as beside a program that was unpacked to C:\Tools or in
// C:\Temp, all of them share one file: one user's settings are another's, logs are mixed, and a file that one program holds
// open stops the others.
//
// # Example
//
// All users have one file for their settings, or may not write it:
//
//	exe, err := os.Executable()
//	if err != nil {
//		return err
//	}
//	return os.WriteFile(filepath.Join(filepath.Dir(exe), "settings.json"), data, 0o600)
//
// Each user has one:
//
//	dir, err := os.UserConfigDir()
//	if err != nil {
//		return err
//	}
//	return os.WriteFile(filepath.Join(dir, "Example", "settings.json"), data, 0o600)
//
// # Reports
//
// In code that runs in a session, and in code of which nothing is known, as a warning:
//
//   - files, logs, directories and lock files that are written in Program Files, the Windows directory, the directory of
//     the executable, C:\Temp, C:\Windows\Temp or at another path that is the same for all users. A relative path counts
//     where the program makes the directory of its executable its working directory;
//   - a file there that is opened without sharing, or locked;
//   - WritePrivateProfileString and its like, unless the file lies in the user's profile;
//   - what installs the program for all users and writes HKEY_CURRENT_USER as well: only the user who installs gets it.
//
// In code that runs in a session, as a warning:
//
//   - keys and values that are written below HKEY_LOCAL_MACHINE, also by reg.exe;
//   - files below ProgramData, unless the module has a service, whose data they may be;
//   - a lock file in the user's profile that keeps the program from running twice: the second session of the same user does
//     not get the program;
//   - a file there that holds the process's id, which the program reads to find the process or to end it, or the port or address of its
//     server, which it reads to connect to that. A note where nothing is known of the code, or a setting gives another path.
//
// As a note, in code of which nothing is known: files in Program Files or the Windows directory where the program asks
// Windows for the directory, and files beside the executable where a setting can give another path. It may be a tool for
// administrators.
//
// # Stays silent
//
//   - On services, and on installation code: functions, commands and conditions that say so, and what installs a service.
//   - On keys that belong to Windows, and on what registers an event source.
//   - On files in Program Files and the Windows directory in modules with a service, or that install one by a command such as
//     sc create or nssm install, unless only sessions run the code.
//   - Where the shared directory only stands in for another one, ProgramData among them where nothing is known of the code, and
//     on paths that a setting or a caller gives.
//   - On executables and libraries, what an update makes of them for a moment, and what is unpacked from an archive.
//   - On reading, on a key that is opened for writing but never written, and on a file that is made and removed again to find out
//     whether that is allowed.
//
// # Fix
//
// HKEY_LOCAL_MACHINE becomes HKEY_CURRENT_USER. A literal path in C:\Temp becomes one in os.TempDir. Where the program asks
// for its executable only to write beside it, it asks for os.UserConfigDir, or for logs os.UserCacheDir, instead. Look
// whether the directory must be made first, and what becomes of the files that users have.
//
// # Limits
//
// What a user's settings are and what the machine's, the program does not say: a tool for administrators that writes
// HKEY_LOCAL_MACHINE is reported if it has a window. Paths from settings are not judged, nor files that libraries write
// which the catalogue does not know. Files in the profile that hold a port or a socket are not followed to the decision that
// is taken by them.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/storing-user-specific-information
//   - https://learn.microsoft.com/windows/win32/termserv/application-compatibility-layer
//   - https://learn.microsoft.com/windows/win32/termserv/multiple-user-guidelines
//   - https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-writeprivateprofilestringw
package userdata
