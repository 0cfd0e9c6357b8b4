// Package both is linked with both programs.
package both

import "github.com/pkg/browser"

// Ready says that the package is initialised.
var Ready = browser.OpenURL("https://example.com/both/variable") == nil // want:module `error: .*OpenURL.* \(serviceui\)`

func init() {
	browser.OpenURL("https://example.com/both/init") // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Later runs when somebody calls it.
var Later = func() error {
	return browser.OpenURL("https://example.com/both/later")
}
