// Command uncalled shows definitions that nobody calls: not judged in a main package; in an internal package not judged
// where the whole module is seen.
package main

import (
	"golang.org/x/sys/windows"

	"rdslint.example/testdata/objectname/uncalled/internal/gates"
)

func main() {
	gates.Hello()
}

func forgotten() windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr("ForgottenMain"))
	return event
}
