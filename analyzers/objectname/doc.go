// Package objectname checks the names of kernel objects: mutexes, events, semaphores, waitable timers, file mappings and
// job objects.
//
// On an RD Session Host these names live in one namespace per session and in a global one. Which of them a name means is
// said by its prefix, Global\ or Local\. Without a prefix it means the session's own, which for a service, in session 0,
// is the global one: a service and the program in a user's session that use the same plain name never meet. And a program
// that takes a Global\ mutex to run only once keeps every other user of the host from running it.
//
// # Example
//
// A service and the programs of its users are to meet at one event. With this name each session has an event of its own:
//
//	event, err := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr("Example.Updated"))
//
// On both sides:
//
//	event, err := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(`Global\Example.Updated`))
//
// # Reports
//
//   - a name without a prefix (warning; note in code that runs only in users' sessions, where it works)
//   - a Global\ object of a program in a user's session, or a Global\ lock for a single instance outside a service (warning)
//   - a prefix in the wrong case: creation fails with ERROR_PATH_NOT_FOUND (error)
//   - a slash after the prefix: an ordinary character, so that the name has no prefix at all (error)
//   - a doubled backslash after the prefix, mostly from a raw string: creation fails with ERROR_INVALID_NAME (error)
//   - any other backslash in the name: object directories cannot be made by name (error)
//   - the prefix Session\, which is the system's (warning)
//   - a name that is only opened, where the module creates one that differs in case or punctuation only, or the same one
//     with Global\ (note)
//   - one object that a service and a program in a session of the same module use in namespaces that never meet (error)
//
// # Stays silent
//
// Unnamed objects, private namespaces, names whose beginning cannot be known, objects that the module only opens and
// another product owns, and locks whose name holds the user's identity: one instance per user is meant. The reach of a
// file mapping is the business of sharedmem.
//
// # Fix
//
// The prefix that keeps the meaning is safe: Local\ outside services means what no prefix means, and so does Global\
// within one. The other prefix is offered as an unsafe alternative. Case and doubled backslash: the corrected prefix;
// what it corrects could never have worked. Where the corrected name would lock out other users, Local\ is offered as an
// unsafe fix instead.
//
// # Limits
//
// Names are followed through constants, variables, struct fields, wrappers and the usual string functions, not through
// data that is read at run time.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/kernel-object-namespaces,
// https://learn.microsoft.com/windows/win32/sync/object-names
//
// The same defect, met by users: https://github.com/microsoft/PowerToys/issues/10541 (a global lock for one instance).
package objectname
