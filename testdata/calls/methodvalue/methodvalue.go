// Package methodvalue calls through method values and method expressions.
package methodvalue

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var createMutex = windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateMutexW").Call

type opener struct {
	manual uint32
}

func (o opener) open(name string) windows.Handle {
	event, _ := windows.CreateEvent(nil, o.manual, 0, windows.StringToUTF16Ptr(name))
	return event
}

// Open makes the objects.
func Open() {
	createMutex(0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("ValueCall")))) // want "warning: .*ValueCall.* \\(objectname\\)"

	open := opener{manual: 1}.open
	open("ValueMethod") // want "warning: .*ValueMethod.* \\(objectname\\)"

	opener.open(opener{}, "ValueExpression") // want "warning: .*ValueExpression.* \\(objectname\\)"
}
