// Command getlasterror: a lock that asks GetLastError after the call, here through a library.
package main

import (
	"fmt"
	"os"

	"github.com/gonutz/w32/v2"
)

func main() {
	mutex := w32.CreateMutex(nil, false, `Global\LockGetLastError`) // want `warning: .*LockGetLastError.* \(objectname\)`
	if mutex == 0 || w32.GetLastError() == w32.ERROR_ALREADY_EXISTS {
		os.Exit(1)
	}
	fmt.Println("first")
}
