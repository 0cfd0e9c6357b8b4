// Package shell opens pages, with what each system has for that.
package shell

import (
	"os/exec"
	"runtime"

	"github.com/pkg/browser"
)

const onWindows = runtime.GOOS == "windows"

// Open opens a page on a desktop that is not Windows'.
func Open(page string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return browser.OpenURL(page)
}

// Both opens a page on every system.
func Both(page string) error {
	switch runtime.GOOS {
	case "linux":
		return exec.Command("xdg-open", page).Start()
	case "darwin":
		return browser.OpenURL(page + "/darwin")
	case "windows":
		return browser.OpenURL(page) // want:module `error: .*OpenURL.* \(serviceui\)`
	default:
		return browser.OpenURL(page + "/other")
	}
}

// Only opens a page on Windows.
func Only(page string) error {
	if !onWindows {
		return browser.OpenURL(page + "/elsewhere")
	}
	return browser.OpenURL(page) // want:module `error: .*OpenURL.* \(serviceui\)`
}
