// Package generic calls through generic helpers.
package generic

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var createMutex = windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateMutexW")

func pointer[T any](value *T) uintptr { return uintptr(unsafe.Pointer(value)) }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

type registry[K comparable] struct {
	handles map[K]windows.Handle
}

func (r *registry[K]) add(key K, name string) {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	r.handles[key] = event
}

func keep[S ~string](name S) windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(string(name)))
	return event
}

type topic string

// Open makes the objects.
func Open() {
	name := must(windows.UTF16PtrFromString("GenericMust")) // want "warning: .*GenericMust.* \\(objectname\\)"
	createMutex.Call(0, 0, pointer(name))

	r := &registry[int]{handles: map[int]windows.Handle{}}
	r.add(1, "GenericMethod") // want "warning: .*GenericMethod.* \\(objectname\\)"

	keep(topic("GenericFunction")) // want "warning: .*GenericFunction.* \\(objectname\\)"
}
