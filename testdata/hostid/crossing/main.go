// Command crossing gives a constructor of another package the name of the machine.
package main

import (
	"log"
	"os"

	"fyne.io/systray"

	"rdslint.example/testdata/hostid/crossing/ids"
)

func main() {
	systray.Run(func() {
		host, _ := os.Hostname() // want `warning: the computer's name is taken for a client's identity \("ClientID"\).* \(hostid\)`
		log.Print(ids.New(host))
		log.Print(ids.Machine()) // want:package `warning: the computer's name is taken for a client's identity \("clientID"\).* \(hostid\)`
	}, func() {})
}
