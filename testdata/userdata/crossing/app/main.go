// Command app keeps its state by another package.
package main

import (
	"log"
	"os"
	"path/filepath"

	"rdslint.example/testdata/userdata/crossing/store"
)

func main() {
	exe, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	if err := store.Write(filepath.Join(filepath.Dir(exe), "state.json"), 1); err != nil { // want `warning: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
	if dir, err := os.UserConfigDir(); err == nil {
		if err := store.Write(filepath.Join(dir, "state.json"), 1); err != nil {
			log.Print(err)
		}
	}
	if err := store.Mark(filepath.Dir(exe)); err != nil { // want:package `warning: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
}
