// Command owner keeps a lock in a shared folder, and takes it for its own where the computer's name is in it.
package main

import (
	"log"
	"os"
	"strings"

	"fyne.io/systray"

	"rdslint.example/testdata/hostid/owner/lock"
)

func main() {
	systray.Run(func() {
		k := lock.New(lock.Options{Path: `\\server\share\catalog.lock`, Machine: hostName()})
		if err := k.Take(); err != nil {
			log.Print(err)
		}
	}, func() {})
}

func hostName() string {
	host, err := os.Hostname() // want `warning: the computer's name is taken for the owner's identity and compared with Lock.Machine.* \(hostid\)`
	if err != nil {
		return "UNKNOWN"
	}
	return strings.ToUpper(host)
}
