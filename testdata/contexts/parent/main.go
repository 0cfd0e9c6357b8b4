// A test of one's own for the service manager as the parent process.
package main

import (
	"log"
	"os"
	"strings"

	"github.com/mitchellh/go-ps"
	"github.com/pkg/browser"
)

func startedByServices() bool {
	parent, err := ps.FindProcess(os.Getppid())
	if err != nil || parent == nil {
		return false
	}
	return strings.EqualFold(parent.Executable(), "services.exe")
}

func main() {
	if startedByServices() {
		serve()
		return
	}
	browser.OpenURL("https://example.com/console")
}

func serve() {
	log.Print("serving")
	browser.OpenURL("https://example.com/service") // want `error: .*OpenURL.* \(serviceui\)`
}
