// Command singlelibrary is a tray program that runs once for each user, on however many sessions: one call makes the lock file
// and takes it.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"fyne.io/systray"
	"github.com/allan-simon/go-singleinstance"
)

func main() {
	dir, err := os.UserCacheDir()
	if err != nil {
		log.Fatal(err)
	}
	lock, err := check(filepath.Join(dir, "single.lock")) // want `warning: the lock file in the profile keeps the program from running .* \(userdata\)`
	if err != nil {
		log.Print("already running")
		os.Exit(1)
	}
	defer lock.Close()
	systray.Run(func() { data(dir) }, nil)
}

func check(path string) (*os.File, error) {
	lock, err := singleinstance.CreateLockFile(path)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	return lock, nil
}

// data keeps others from a file while it is written.
func data(dir string) {
	lock, err := singleinstance.CreateLockFile(filepath.Join(dir, "data.lock"))
	if err != nil {
		log.Print(err)
		return
	}
	defer lock.Close()
	if err := os.WriteFile(filepath.Join(dir, "data.json"), nil, 0o600); err != nil {
		log.Print(err)
	}
}
