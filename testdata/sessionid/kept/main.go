// A program that remembers a session for good.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows"
)

var (
	console = windows.WTSGetActiveConsoleSessionId() // want `note: the session of the physical console is kept in console.* \(sessionid\)`
	own     uint32
	latest  uint32
)

func main() {
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &own); err != nil {
		log.Fatal(err)
	}
	for range 10 {
		latest = windows.WTSGetActiveConsoleSessionId()
	}
	log.Print(console, own, latest)
}
