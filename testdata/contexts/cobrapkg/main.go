// Commands of cobra in a package of their own, the service in another.
package main

import (
	"os"

	"github.com/pkg/browser"

	"rdslint.example/testdata/contexts/cobrapkg/internal/cmd"
)

// What comes before the dispatcher runs whichever command was given; what comes behind it, in none of them.
func main() {
	welcome()
	if err := cmd.Root().Execute(); err != nil {
		browser.OpenURL("https://example.com/failed")
		os.Exit(1)
	}
}

func welcome() {
	browser.OpenURL("https://example.com/welcome") // want:module `error: .*OpenURL.* \(serviceui\)`
}
