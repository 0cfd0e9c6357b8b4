// Package servicehome reports service code that takes the profile, the registry hive or the credentials of its own account
// for those of the user.
//
// # What goes wrong on an RD Session Host
//
// A service runs as LocalSystem or another account of its own, while many users are logged on. What Windows calls "current
// user" is then the account of the service: HKEY_CURRENT_USER is its hive, os.UserConfigDir its profile below
// System32\config, and the credential store its own. What the service reads there is not what the user has set, and what it
// writes there no user ever finds. Data of the machine does not belong there either: a service that is later given another
// account finds nothing, and no administrator looks for it there.
//
// A process that a service starts with a user's token needs the user's environment as well. With that of the service it
// writes into the service's TEMP, or fails because it may not, and finds the service's APPDATA.
//
// # Example
//
// In a service, the settings that no user ever made:
//
//	dir, err := os.UserConfigDir()
//
// What belongs to the machine stands in its place:
//
//	dir, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, 0)
//
// # Reports
//
// In service code, as a warning:
//
//   - HKEY_CURRENT_USER, also in the text of a reg.exe or PowerShell command, and the CURRENT_USER certificate store;
//   - os.UserHomeDir, os.UserConfigDir, os.UserCacheDir, libraries like them, go-homedir's Expand of a path that begins with
//     "~", and the known folders and CSIDLs of a user;
//   - APPDATA, LOCALAPPDATA, USERPROFILE, HOME, HOMEDRIVE, HOMEPATH, USERNAME and USERDOMAIN, also in a text that is expanded;
//   - the credential store, and libraries that take it;
//   - user.Current where its home directory is used, or its name becomes part of a path or a name, or is passed on as the name of a
//     user.
//
// In service code and in code of which nothing is known, as a warning:
//
//   - a process with a user's token and the environment of the process that starts it: SysProcAttr.Token with an Env made
//     of os.Environ or of its own variables, or CreateProcessAsUser without an environment block;
//   - the path of a profile that is put together by hand: C:\Users and a name, or from SystemDrive or PUBLIC. One that
//     is constant, as in a tool for its author, only in service code.
//
// As a note: a certificate store of which a setting or an argument says that it is the user's.
//
// # Stays silent
//
//   - Where the thread impersonates a user, and where a token is asked for its folders.
//   - On what is only logged or compared: the question who the service is.
//   - On the account where the user of a name that is given may stand in its place.
//   - On what an older version left, in a function or a variable that says so.
//   - On what is looked at where ProgramData has nothing or comes after it in a list, and on lists of all registry roots.
//   - On HKEY_CURRENT_USER in one branch of a choice whose other branch goes through the hives of all users, HKEY_USERS.
//   - On what expands a "~" or the name of a variable that the program has not written itself, and on a variable that is put
//     back as it was.
//   - On TEMP, which is the service's own.
//   - On processes whose Env is not set: os/exec and os.StartProcess ask the token themselves.
//
// # Fix
//
// Where only services run the code, APPDATA, LOCALAPPDATA and their known folders become ProgramData. Look whether the data
// belongs to the machine, and who may read it there.
//
// An Env that is os.Environ() is dropped; one that adds to it begins with cmd.Environ(), which is the environment of the
// token. Elsewhere, ask the token:
//
//	env, err := token.Environ(false)
//	if err != nil {
//		return err
//	}
//	cmd.Env = append(env, "AGENT=1")
//
// and give CreateProcessAsUser what CreateEnvironmentBlock makes, with CREATE_UNICODE_ENVIRONMENT.
//
// # Limits
//
// Which code a service runs is followed through calls, function values and interfaces with one implementation; what escapes
// that is not judged. A root or a folder that is one of several is taken for a table. Keys that are opened below another key
// are not reported again. A path of a profile with a name of which the program does not say that it is a user's may be an
// entry of the directory.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/storing-user-specific-information
//   - https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessasuserw
//   - https://learn.microsoft.com/windows/win32/api/userenv/nf-userenv-createenvironmentblock
//   - https://learn.microsoft.com/windows/win32/services/localsystem-account
package servicehome
