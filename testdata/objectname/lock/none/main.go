// Command none: Global\ objects of unknown code that are not locks, since the outcome "already exists" goes on. Silent.
package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"

	"golang.org/x/sys/windows"
)

func main() {
	serialise()
	join()
	tolerate()
	logged()
	counted()
}

// serialise waits its turn.
func serialise() {
	mutex, _ := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Global\NoLockSerialise`))
	defer windows.CloseHandle(mutex)
	windows.WaitForSingleObject(mutex, windows.INFINITE)
	defer windows.ReleaseMutex(mutex)
	fmt.Println("my turn")
}

// join ends only where there is no object at all.
func join() {
	event, err := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(`Global\NoLockJoin`))
	if event == 0 {
		log.Fatal(err)
	}
	windows.SetEvent(event)
}

// tolerate ends on other errors.
func tolerate() {
	_, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Global\NoLockTolerate`))
	if err != nil && !errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		log.Fatal(err)
	}
	fmt.Println("goes on")
}

// logged says so and goes on.
func logged() {
	_, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Global\NoLockLogged`))
	if err == windows.ERROR_ALREADY_EXISTS {
		log.Print("not the first")
	}
	fmt.Println("goes on")
}

// counted does something else where it is not the first.
func counted() {
	_, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Global\NoLockCounted`))
	first := err == nil
	if first {
		fmt.Println("cleans up what an earlier run left")
	}
	http.ListenAndServe("localhost:0", nil)
}
