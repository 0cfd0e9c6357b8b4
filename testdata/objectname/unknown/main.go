// Command unknown shows a missing prefix in code whose context is not proven: a warning.
package main

import (
	"fmt"
	"net/http"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	event, err := windows.UTF16PtrFromString("TranscodeIdle") // want "warning: .*TranscodeIdle.* \\(objectname\\)"
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	idle, err := windows.CreateEvent(nil, 1, 1, event)
	if idle == 0 {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	windows.SetEvent(idle)
	http.ListenAndServe("localhost:0", nil)
}
