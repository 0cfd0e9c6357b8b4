// Package methodwrapper calls wrappers that are methods, also through an interface with one implementation.
package methodwrapper

import "golang.org/x/sys/windows"

type events struct{}

func (*events) Create(name string) windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return event
}

type creator interface {
	Create(name string) windows.Handle
}

// Open makes the objects.
func Open() {
	e := &events{}
	e.Create("MethodDirect") // want "warning: .*MethodDirect.* \\(objectname\\)"

	var c creator = e
	c.Create("MethodInterface") // want "warning: .*MethodInterface.* \\(objectname\\)"
}
