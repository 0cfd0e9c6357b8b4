// Without svc.Run the guard alone says which branch runs in a service.
package main

import (
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

func main() {
	is, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	if is {
		serve()
		return
	}
	browse()
}

func serve() {
	browser.OpenURL("https://example.com/served") // want `error: .*OpenURL.* \(serviceui\)`
}

func browse() {
	browser.OpenURL("https://example.com/browsed")
}
