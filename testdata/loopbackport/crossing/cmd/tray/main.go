// Command tray runs in users' sessions.
package main

import (
	"fyne.io/systray"

	"rdslint.example/testdata/loopbackport/crossing/ports"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	go ports.Own()             // want:package `warning: address "127\.0\.0\.1:47191" is a fixed port.* \(loopbackport\)`
	ports.Serve("[::1]:47193") // want `warning: address "\[::1\]:47193" is a fixed port.* \(loopbackport\)`
}
