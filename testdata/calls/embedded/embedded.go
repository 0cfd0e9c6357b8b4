// Package embedded calls methods that come from embedded types.
package embedded

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

type base struct {
	manual uint32
}

func (b *base) create(name string) windows.Handle {
	event, _ := windows.CreateEvent(nil, b.manual, 0, windows.StringToUTF16Ptr(name))
	return event
}

type middle struct{ *base }

type top struct {
	middle
	label string
}

type procedure struct {
	*windows.LazyProc
}

var createMutex = procedure{windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateMutexW")}

// Open makes the objects.
func Open() {
	t := top{middle: middle{&base{manual: 1}}, label: "top"}
	t.create("EmbeddedMethod") // want "warning: .*EmbeddedMethod.* \\(objectname\\)"

	createMutex.Call(0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("EmbeddedProc")))) // want "warning: .*EmbeddedProc.* \\(objectname\\)"
}
