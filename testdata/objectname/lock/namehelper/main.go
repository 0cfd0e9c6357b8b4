// Command namehelper: a lock whose helper takes the name and returns an error; the report stands at the caller's text.
package main

import (
	"errors"
	"fmt"
	"log"

	"golang.org/x/sys/windows"
)

var errRunning = errors.New("already running")

func main() {
	release, err := acquire(`Global\LockNameHelper`) // want `warning: .*LockNameHelper.* \(objectname\)`
	if err != nil {
		log.Fatal(err)
	}
	defer release()
	fmt.Println("first")
}

func acquire(name string) (release func(), err error) {
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	mutex, err := windows.CreateMutex(nil, false, text)
	if err == windows.ERROR_ALREADY_EXISTS {
		windows.CloseHandle(mutex)
		return nil, errRunning
	}
	return func() { windows.CloseHandle(mutex) }, nil
}
