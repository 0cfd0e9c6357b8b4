// Command below keeps files below directories that another package knows.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"

	"rdslint.example/testdata/unixid/below/folders"
)

func main() {
	// One place, wherever the directory may be.
	name := filepath.Join(folders.Data(len(os.Args) > 1), fmt.Sprintf("desktop_%d", os.Getuid()), "messages.log") // want:module `warning: path .*desktop_<Unix user id>.*messages.log" .* \(unixid\)`
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	if err := os.MkdirAll(filepath.Join(folders.Data(false), strconv.Itoa(os.Getuid())), 0o700); err != nil { // want:module `warning: path .*data.<Unix user id>" .* \(unixid\)`
		log.Print(err)
	}
}
