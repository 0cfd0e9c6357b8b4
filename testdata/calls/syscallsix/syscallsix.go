// Package syscallsix calls Syscall, Syscall6 and so on up to Syscall18, whose second argument counts the others.
package syscallsix

import (
	"syscall"
	"unsafe"
)

var (
	kernel32          = syscall.NewLazyDLL("kernel32.dll")
	createMutex       = kernel32.NewProc("CreateMutexW")
	createEvent       = kernel32.NewProc("CreateEventW")
	createFileMapping = kernel32.NewProc("CreateFileMappingNumaW")
	createSemaphore   = kernel32.NewProc("CreateSemaphoreExW")
)

func text(name string) uintptr {
	pointer, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return 0
	}
	return uintptr(unsafe.Pointer(pointer))
}

// Open makes the objects.
func Open() {
	syscall.Syscall(createMutex.Addr(), 3, 0, 0, text("SyscallThree"))                                                    // want "warning: .*SyscallThree.* \\(objectname\\)"
	syscall.Syscall6(createEvent.Addr(), 4, 0, 1, 0, text("SyscallSix"), 0, 0)                                            // want "warning: .*SyscallSix.* \\(objectname\\)"
	syscall.Syscall9(createSemaphore.Addr(), 6, 0, 1, 1, text("SyscallNine"), 0, 0x1F0003, 0, 0, 0)                       // want "warning: .*SyscallNine.* \\(objectname\\)"
	syscall.Syscall12(createSemaphore.Addr(), 6, 0, 1, 1, text("SyscallTwelve"), 0, 0x1F0003, 0, 0, 0, 0, 0, 0)           // want "warning: .*SyscallTwelve.* \\(objectname\\)"
	syscall.Syscall15(createSemaphore.Addr(), 6, 0, 1, 1, text("SyscallFifteen"), 0, 0x1F0003, 0, 0, 0, 0, 0, 0, 0, 0, 0) // want "warning: .*SyscallFifteen.* \\(objectname\\)"
	syscall.Syscall18(createEvent.Addr(), 4, 0, 1, 0, text("SyscallEighteen"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)  // want "warning: .*SyscallEighteen.* \\(objectname\\)"
	syscall.Syscall9(createFileMapping.Addr(), 7, ^uintptr(0), 0, syscall.PAGE_READWRITE, 0, 4096, text(`Local\SyscallNuma`), 0, 0, 0)
}
