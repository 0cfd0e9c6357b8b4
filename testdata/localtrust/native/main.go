// Command native creates pipes with security attributes, by calls of all kinds; where it runs is not known.
package main

import (
	"os"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	advapi32 = windows.NewLazySystemDLL("advapi32.dll")
	create   = kernel32.NewProc("CreateNamedPipeW")
	convert  = advapi32.NewProc("ConvertStringSecurityDescriptorToSecurityDescriptorW")
	setDacl  = advapi32.NewProc("SetSecurityDescriptorDacl")
)

func main() {
	typed()
	procs()
	null()
	protected()
	syscalls()
}

func name(text string) *uint16 {
	return windows.StringToUTF16Ptr(`\\.\pipe\` + text + strconv.Itoa(os.Getpid()))
}

func typed() {
	sd, err := windows.SecurityDescriptorFromString("D:(A;;GA;;;WD)") // want `note: the pipe is open for writing to Everyone.* \(localtrust\)`
	if err != nil {
		return
	}
	sa := &windows.SecurityAttributes{Length: uint32(unsafe.Sizeof(windows.SecurityAttributes{})), SecurityDescriptor: sd}
	windows.CreateNamedPipe(name("typed"), windows.PIPE_ACCESS_DUPLEX, 0, 255, 512, 512, 0, sa)
}

func procs() {
	text := windows.StringToUTF16Ptr("D:(A;;GRGW;;;AU)") // want `note: the pipe is open for writing to Authenticated Users.* \(localtrust\)`
	var sd *windows.SECURITY_DESCRIPTOR
	convert.Call(uintptr(unsafe.Pointer(text)), 1, uintptr(unsafe.Pointer(&sd)), 0)
	var sa windows.SecurityAttributes
	sa.SecurityDescriptor = sd
	create.Call(uintptr(unsafe.Pointer(name("procs"))), 3, 0, 255, 512, 512, 0, uintptr(unsafe.Pointer(&sa)))
}

func null() {
	sd, err := windows.NewSecurityDescriptor()
	if err != nil {
		return
	}
	setDacl.Call(uintptr(unsafe.Pointer(sd)), 1, 0, 0) // want `note: the pipe is open for writing to everybody.* \(localtrust\)`
	sa := windows.SecurityAttributes{SecurityDescriptor: sd}
	create.Call(uintptr(unsafe.Pointer(name("null"))), 3, 0, 255, 512, 512, 0, uintptr(unsafe.Pointer(&sa)))
}

// protected lets the system and the administrators in.
func protected() {
	sd, err := windows.SecurityDescriptorFromString("D:P(A;;GA;;;SY)(A;;GA;;;BA)")
	if err != nil {
		return
	}
	sa := &windows.SecurityAttributes{SecurityDescriptor: sd}
	windows.CreateNamedPipe(name("protected"), windows.PIPE_ACCESS_DUPLEX, 0, 255, 512, 512, 0, sa)
}

func syscalls() {
	sd, err := windows.SecurityDescriptorFromString("D:(A;;FA;;;BU)") // want `note: the pipe is open for writing to Users.* \(localtrust\)`
	if err != nil {
		return
	}
	sa := syscall.SecurityAttributes{SecurityDescriptor: uintptr(unsafe.Pointer(sd))}
	create.Call(uintptr(unsafe.Pointer(name("syscalls"))), 3, 0, 255, 512, 512, 0, uintptr(unsafe.Pointer(&sa)))
}
