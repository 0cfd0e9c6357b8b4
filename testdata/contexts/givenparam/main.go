// Command givenparam gives the service's work to a function of another package, which keeps it in a field.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"

	"rdslint.example/testdata/contexts/givenparam/host"
	"rdslint.example/testdata/contexts/givenparam/tool"
)

func main() {
	if host.IsService() {
		if err := host.Run(work); err != nil {
			log.Fatal(err)
		}
		return
	}
	tool.Do(first)
	tool.Do(second)
}

func work() {
	if os.Getenv("EXAMPLE_URL") != "" {
		browser.OpenURL("https://example.com/work") // want:module `error: .*OpenURL.* \(serviceui\)`
	}
}

func first() { browser.OpenURL("https://example.com/first") }

func second() { browser.OpenURL("https://example.com/second") }
