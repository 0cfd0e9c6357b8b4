// The twin without the import.
package main

import (
	"log"

	"github.com/pkg/browser"
)

func main() {
	log.Print("client")
	browser.OpenURL("https://example.com/started")
	select {}
}
