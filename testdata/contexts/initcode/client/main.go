// Initialisers and init functions of a program that is no service.
package main

import (
	"log"

	"github.com/pkg/browser"
)

var opened = browser.OpenURL("https://example.com/variable") == nil

func init() {
	browser.OpenURL("https://example.com/init")
}

func main() { log.Print(opened) }
