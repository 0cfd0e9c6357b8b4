// The tray icon: it runs with a user's token.
package main

import (
	"log"

	"golang.org/x/sys/windows"

	"rdslint.example/testdata/contexts/besideexe/internal/roles"
)

func main() {
	name, err := windows.UTF16PtrFromString("yard-tray") // want:module `note: .*prefix.* \(objectname\)` want:package `warning: .*prefix.* \(objectname\)`
	if err != nil {
		log.Fatal(err)
	}
	event, err := windows.CreateEvent(nil, 0, 0, name)
	if err != nil {
		log.Fatal(err)
	}
	defer windows.CloseHandle(event)
	roles.Tray()
}
