// Package closure calls inside closures, goroutines, deferred calls, iterators, and where package variables are made.
package closure

import (
	"sync"

	"golang.org/x/sys/windows"
)

var atStart = event("ClosureVariable") // want "warning: .*ClosureVariable.* \\(objectname\\)"

func init() {
	event("ClosureInit") // want "warning: .*ClosureInit.* \\(objectname\\)"
}

// Open makes the objects.
func Open() {
	name := "ClosureCaptured" // want "warning: .*ClosureCaptured.* \\(objectname\\)"
	open := func() windows.Handle { return event(name) }
	open()

	go event("ClosureGo")       // want "warning: .*ClosureGo.* \\(objectname\\)"
	defer event("ClosureDefer") // want "warning: .*ClosureDefer.* \\(objectname\\)"

	func(name string) {
		event(name)
	}("ClosureCalled") // want "warning: .*ClosureCalled.* \\(objectname\\)"

	var once sync.Once
	once.Do(func() {
		event("ClosureOnce") // want "warning: .*ClosureOnce.* \\(objectname\\)"
	})

	for name := range names {
		event(name)
	}
}

func names(yield func(string) bool) {
	_ = yield("ClosureIterator") // want "warning: .*ClosureIterator.* \\(objectname\\)"
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
