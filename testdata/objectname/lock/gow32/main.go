// Command gow32 takes its lock through a library that does no more than that. Errors of any kind end the program.
package main

import (
	"fmt"
	"os"

	"github.com/rodolfoag/gow32"
)

func main() {
	if _, err := gow32.CreateMutex("BackupOnce"); err != nil { // want `warning: named mutex "BackupOnce" has no namespace prefix.* \(objectname\)`
		fmt.Fprintln(os.Stderr, "backup is already running")
		os.Exit(1)
	}
	if !acquire() {
		os.Exit(1)
	}
	fmt.Println("backing up")
}

const name = `Global\BackupVolumes` // want `warning: named mutex "Global.BackupVolumes" locks a single instance for the whole machine.* \(objectname\)`

func acquire() bool {
	_, err := gow32.CreateMutex(name)
	if err != nil {
		return false
	}
	return true
}
