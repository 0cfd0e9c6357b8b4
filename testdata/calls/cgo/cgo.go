package cgo

// #include <windows.h>
// #include <stdlib.h>
import "C"

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// Wide makes an object by the W form.
func Wide() {
	name := windows.StringToUTF16Ptr("CgoWide") // want "warning: .*CgoWide.* \\(objectname\\)"
	C.CreateMutexW(nil, 0, (*C.WCHAR)(unsafe.Pointer(name)))
}

// Ansi makes an object by the A form.
func Ansi() {
	name := C.CString("CgoAnsi") // want "warning: .*CgoAnsi.* \\(objectname\\)"
	defer C.free(unsafe.Pointer(name))
	C.CreateEventA(nil, 1, 0, (*C.CHAR)(name))
}

// Qualified has a prefix.
func Qualified() {
	name := C.CString(`Local\CgoQualified`)
	defer C.free(unsafe.Pointer(name))
	C.CreateEventA(nil, 1, 0, (*C.CHAR)(name))
}
