// Command tray runs in users' sessions.
package main

import (
	"log"

	"fyne.io/systray"

	"rdslint.example/testdata/pipename/crossing/pipes"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := pipes.ListenOwn() // want:package `warning: named pipe .*parcel-own" .* \(pipename\)`
	log.Print(listener, err)
	listener, err = pipes.Listen("parcel-given") // want `warning: named pipe .*parcel-given" .* \(pipename\)`
	log.Print(listener, err)
}
