package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

var (
	kernel32  = syscall.NewLazyDLL("kernel32.dll")
	openEvent = kernel32.NewProc("OpenEventW")
)

// main creates the event of the case and tells with which error, and under which of the names in the arguments it can be opened.
func main() {
	fmt.Printf("error %d", create())
	for _, name := range os.Args[1:] {
		const eventModifyState = 2
		handle, _, err := openEvent.Call(eventModifyState, 0, uintptr(unsafe.Pointer(utf16(name))))
		if handle != 0 {
			fmt.Printf(", is %s", name)
		} else if errors.Is(err, syscall.ERROR_ACCESS_DENIED) {
			fmt.Printf(", denied %s", name)
		}
	}
	fmt.Println()
}

func utf16(name string) *uint16 {
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		panic(err)
	}
	return p
}

// event creates an event and returns the error's number.
func event(name *uint16) uintptr {
	handle, _, err := kernel32.NewProc("CreateEventW").Call(0, 0, 0, uintptr(unsafe.Pointer(name)))
	if handle != 0 {
		return 0
	}
	var number syscall.Errno
	errors.As(err, &number)
	return uintptr(number)
}
