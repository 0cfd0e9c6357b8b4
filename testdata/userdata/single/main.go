// Command single is a tray program that runs once for each user, on however many sessions.
package main

import (
	"log"
	"os"
	"path/filepath"

	"fyne.io/systray"
	"github.com/gofrs/flock"
)

func main() {
	dir, err := os.UserCacheDir()
	if err != nil {
		log.Fatal(err)
	}
	lock := flock.New(filepath.Join(dir, "single.lock")) // want `warning: the lock file in the profile keeps the program from running .* \(userdata\)`
	ok, err := lock.TryLock()
	if err != nil {
		log.Fatal(err)
	}
	if !ok {
		os.Exit(1)
	}
	systray.Run(func() { data(dir) }, nil)
}

// data locks what both sessions share.
func data(dir string) {
	lock := flock.New(filepath.Join(dir, "data.lock"))
	if err := lock.Lock(); err != nil {
		log.Print(err)
		return
	}
	defer lock.Unlock()
	if err := os.WriteFile(filepath.Join(dir, "data.json"), nil, 0o600); err != nil {
		log.Print(err)
	}
}
