// Command doubledlock shows a single-instance lock with a doubled backslash: the fix is the session's namespace.
package main

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

var lockName = windows.StringToUTF16Ptr(`Global\\ConverterOnce`) // want `error: .*backslash.* \(objectname\)`

func main() {
	if _, err := windows.CreateMutex(nil, false, lockName); errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		fmt.Fprintln(os.Stderr, "converter is already running")
		os.Exit(1)
	}
	fmt.Println("converting")
}
