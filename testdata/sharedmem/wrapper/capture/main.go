// Command capture uses a wrapper of another package: reported where the name stands.
package main

import (
	"log"

	"fyne.io/systray"

	"rdslint.example/testdata/sharedmem/wrapper/ring"
)

func main() {
	if _, err := ring.New("Global\\CaptureRing", 1<<20); err != nil { // want "error: .*CaptureRing.* \\(sharedmem\\)"
		log.Fatal(err)
	}
	systray.Run(func() { systray.SetTitle("Capture") }, func() {})
}
