// Package apis shows every function that takes the name of a kernel object, in its A and W forms. Each name has no prefix.
package apis

import "golang.org/x/sys/windows"

var kernel32 = windows.NewLazySystemDLL("kernel32.dll")

// pageFile is INVALID_HANDLE_VALUE: the mapping is not a file's.
const pageFile = ^uintptr(0)

func ansi(text string) *byte {
	pointer, err := windows.BytePtrFromString(text)
	if err != nil {
		panic(err)
	}
	return pointer
}

func wide(text string) *uint16 {
	pointer, err := windows.UTF16PtrFromString(text)
	if err != nil {
		panic(err)
	}
	return pointer
}
