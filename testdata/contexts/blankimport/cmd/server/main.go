// The import that makes a program a service stands in a package that it imports.
package main

import (
	"log"

	"github.com/pkg/browser"

	"rdslint.example/testdata/contexts/blankimport/internal/platform"
)

func main() {
	log.Print(platform.Name)
	browser.OpenURL("https://example.com/started") // want:module `error: .*OpenURL.* \(serviceui\)`
	select {}
}
