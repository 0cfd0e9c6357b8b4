// Code for other systems does not run here.
package main

import (
	"log"
	"runtime"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/goos/internal/shell"
)

type orchard struct{}

func (orchard) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	shell.Open("https://example.com/open")
	shell.Both("https://example.com/both") // want:package `error: .*OpenURL.* \(serviceui\)`
	shell.Only("https://example.com/only") // want:package `error: .*OpenURL.* \(serviceui\)`
	if runtime.GOOS != "windows" {
		unixOnly()
	}
	<-requests
	return false, 0
}

func unixOnly() { browser.OpenURL("https://example.com/unix") }

func main() {
	if err := svc.Run("Orchard", orchard{}); err != nil {
		log.Fatal(err)
	}
}
