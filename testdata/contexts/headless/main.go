// Command headless is a tray program unless a flag says otherwise, which a function is handed.
package main

import (
	"flag"
	"log"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	headless := flag.Bool("headless", false, "show nothing")
	flag.Parse()
	name, err := windows.UTF16PtrFromString("headless") // want `note: named mutex "headless" has no namespace prefix.* \(objectname\)`
	if err != nil {
		log.Fatal(err)
	}
	if _, err := windows.CreateMutex(nil, false, name); err != nil {
		log.Fatal(err)
	}
	run(*headless)
}

func run(headless bool) {
	if headless {
		select {}
	}
	systray.Run(func() {}, nil)
}
