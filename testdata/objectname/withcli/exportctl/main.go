// Command exportctl is the command-line tool of the service: a name that a service of the module uses, in unknown code.
package main

import (
	"log"

	"golang.org/x/sys/windows"
)

func main() {
	now, err := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("ExportNow")) // want "warning: .*ExportNow.* \\(objectname\\)"
	if now == 0 {
		log.Fatal(err)
	}
	windows.SetEvent(now)
}
