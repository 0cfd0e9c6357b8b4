// Command caselock shows a single-instance lock whose prefix is in the wrong case. It never worked, so nothing says that
// one instance for the whole host is meant: the fix is the session's namespace.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr("global\\MixerOnce") // want "error: .*case.* \\(objectname\\)"
	if _, err := windows.CreateMutex(nil, false, name); err == windows.ERROR_ALREADY_EXISTS {
		fmt.Fprintln(os.Stderr, "mixer is already running")
		os.Exit(1)
	}
	fmt.Println("mixing")
}
