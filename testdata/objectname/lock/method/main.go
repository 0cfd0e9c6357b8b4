// Command method: a lock that is a type with a method that tries to take it.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

type instance struct {
	name   string
	handle windows.Handle
}

func newInstance(name string) *instance { return &instance{name: name} }

func (i *instance) tryLock() bool {
	handle, err := windows.CreateMutex(nil, true, windows.StringToUTF16Ptr(i.name))
	if err != nil {
		return false
	}
	i.handle = handle
	return true
}

func main() {
	if !newInstance(`Global\LockMethod`).tryLock() { // want `warning: .*LockMethod.* \(objectname\)`
		fmt.Fprintln(os.Stderr, "already running")
		os.Exit(1)
	}
	fmt.Println("first")
}
