// Command alsotitle shows a text that is an object's name and something else too (a title, a directory): the fix changes
// the use, not the definition.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

const appName = "Gallery" // want "warning: .*Gallery.* \\(objectname\\)"

func main() {
	name, err := windows.UTF16PtrFromString(appName)
	if err != nil {
		log.Fatal(err)
	}
	ready, _ := windows.CreateEvent(nil, 1, 0, name)
	windows.SetEvent(ready)

	fmt.Println("Welcome to", appName)
	if err := os.MkdirAll(filepath.Join(os.TempDir(), appName), 0o700); err != nil {
		log.Fatal(err)
	}
}
