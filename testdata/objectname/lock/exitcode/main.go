// Command exitcode: a lock whose outcome main's helper turns into the exit code.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	os.Exit(run())
}

func run() int {
	name := windows.StringToUTF16Ptr(`Global\LockExitCode`) // want `warning: .*LockExitCode.* \(objectname\)`
	mutex, err := windows.CreateMutex(nil, false, name)
	switch {
	case err == windows.ERROR_ALREADY_EXISTS:
		return 2
	case mutex == 0:
		return 1
	}
	fmt.Println("first")
	return 0
}
