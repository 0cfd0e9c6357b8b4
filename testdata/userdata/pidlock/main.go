// Command pidlock is a tray program that starts once.
package main

import (
	"log"
	"os"
	"path/filepath"

	"fyne.io/systray"

	"rdslint.example/testdata/userdata/pidlock/once"
)

func main() {
	home, err := os.UserHomeDir()
	if err != nil {
		log.Fatal(err)
	}
	if err := once.Acquire(filepath.Join(home, ".pidlock-tray.lock")); err != nil { // want:module `warning: the file in the profile holds the id of one process, .* \(userdata\)`
		log.Fatal(err)
	}
	if err := once.Acquire(filepath.Join(os.TempDir(), "pidlock-tray.lock")); err != nil {
		log.Fatal(err)
	}
	systray.Run(func() {}, nil)
}
