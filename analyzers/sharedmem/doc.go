// Package sharedmem checks the names of shared memory: file mappings that several sessions can reach.
//
// A named file mapping belongs to a namespace. One in the global namespace is a single block for the whole RD Session
// Host: all users' programs map the same memory, and so do two sessions of one user, which share their credentials, so that
// no access control keeps them apart. They overwrite each other. And who creates a Global\ mapping needs
// SeCreateGlobalPrivilege, which services and administrators have and a standard user in a session lacks: there it fails
// with ERROR_ACCESS_DENIED.
//
// # Example
//
// All users' programs write into one block:
//
//	name := windows.StringToUTF16Ptr(`Global\Example.Status`)
//	block, err := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
//
// One block for each session:
//
//	name := windows.StringToUTF16Ptr(`Local\Example.Status`)
//	block, err := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
//
// # Reports
//
// At the name, or at the call if no part of the name stands in the code:
//
//   - a Global\ mapping with a constant name (warning), created by a program in a user's session (error)
//   - a Global\ mapping whose name holds the user's name, SID, domain or profile, but not the session id: two sessions of
//     one user meet there (warning)
//   - a mapping without a prefix that a service creates: in session 0 such a name is global (warning)
//
// # Stays silent
//
// Mappings without a name, whether of a file or of memory, Local\ names, names that hold the session id, a process id, a
// random part or a part that is not known, and blocks of other products that the module only opens for reading. How the
// prefix is spelt, and what a missing one means outside services, is the business of objectname.
//
// # Fix
//
// In a user's session: Local\, unless a service of the module uses the block. In a service: the session id appended to the
// name, where a variable holds one. Both are unsafe: who opens the block has to be changed in the same way.
//
// # Limits
//
// Whether an opened block is another product's is known only of the packages that are analysed together. Mappings that are
// handed on by their handle are not followed; they need no name.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines,
// https://learn.microsoft.com/windows/win32/memory/creating-named-shared-memory
package sharedmem
