// Package syscallpkg calls through the one typed wrapper of package syscall that takes a name. The name of a file mapping
// gets no Global\, which would be shared by all sessions.
package syscallpkg

import "syscall"

// Block returns a shared memory block.
func Block() (syscall.Handle, error) {
	name, err := syscall.UTF16PtrFromString("SyscallBlock") // want "warning: .*SyscallBlock.* \\(objectname\\)"
	if err != nil {
		return 0, err
	}
	return syscall.CreateFileMapping(syscall.InvalidHandle, nil, syscall.PAGE_READWRITE, 0, 4096, name)
}
