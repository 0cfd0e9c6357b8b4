// Names that are only opened. Another product may own them, unless they nearly are the module's own.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows"

	"rdslint.example/testdata/objectname/orphan/internal/signals"
)

func open(name string) {
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		log.Fatal(err)
	}
	if h, err := windows.OpenEvent(windows.SYNCHRONIZE, false, p); err == nil {
		windows.CloseHandle(h)
	}
}

func main() {
	if _, err := signals.Create(); err != nil {
		log.Fatal(err)
	}
	open(signals.Ready)
	open(`Local\lantern.ready`) // want:module `note: named event "Local\\lantern.ready" is only opened.* "Lantern.Ready".* \(objectname\)`
	open(`Local\Lantern.Stop`)  // want:module `note: named event "Local\\Lantern.Stop" is only opened.* "Lantern-Stop".* \(objectname\)`
	open("Lantern_Ready")       // want:module `note: named event "Lantern_Ready" is only opened.* \(objectname\)`
	open(`Local\Lantern.Quit`)  // want:module `note: named event "Local\\Lantern.Quit" is only opened.* "Global\\\\Lantern.Quit".* \(objectname\)`

	open(`Global\lantern.ready`) // a service of another module may own it
	open(`Local\Lantern-Stop`)
	open(`Global\Lantern.Quit`)
	open(`Local\Anchor.Ready`) // another product's
	open(`Local\lan`)          // too short to say anything
	open(`Local\lantern.` + os.Args[1])
}
