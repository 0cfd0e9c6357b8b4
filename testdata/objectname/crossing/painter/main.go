// Command painter settles in which context package single runs.
package main

import (
	"log"

	"fyne.io/systray"

	"rdslint.example/testdata/objectname/crossing/single"
)

func main() {
	if _, err := single.Acquire(); err != nil { // want:package `warning: .*PainterOnce.* \(objectname\)`
		log.Fatal(err)
	}
	systray.Run(func() { systray.SetTitle("Painter") }, func() {})
}
