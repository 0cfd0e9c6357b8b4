// Command firstpart shows names whose first part cannot be known: silent, but a note where the known rest has no backslash
// and so cannot end a prefix.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	given := os.Args[1]
	event(given)
	event(fmt.Sprintf("%s-lock", given)) // want "note: .*-lock.* \\(objectname\\)"
	event(fmt.Sprintf(`%s\lock`, given))
	event(given + `\lock`)
	event(given + "-lock-" + given) // want "note: .*-lock-.* \\(objectname\\)"
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
