// The twin starts no service in its initialisers.
package main

import "github.com/pkg/browser"

var opened = first()

func first() bool {
	return browser.OpenURL("https://example.com/first") == nil
}

func main() {
	if !opened {
		browser.OpenURL("https://example.com/console")
	}
}
