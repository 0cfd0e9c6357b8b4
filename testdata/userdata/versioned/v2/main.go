// Command versioned is the second major version of a tray program.
package main

import (
	"log"
	"os"
	"path/filepath"

	"fyne.io/systray"
)

func main() {
	systray.Run(func() {
		exe, err := os.Executable()
		if err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(exe), "settings.json"), []byte("{}"), 0o644); err != nil { // want `warning: the file lies beside the executable, .* \(userdata\)`
			log.Print(err)
		}
	}, nil)
}
