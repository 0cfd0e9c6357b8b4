// A tray program is session code, and so is what it opens.
package main

import (
	"fyne.io/systray"
	"github.com/pkg/browser"
)

func ready() {
	manual := systray.AddMenuItem("Manual", "Show the manual")
	go func() {
		for range manual.ClickedCh {
			browser.OpenURL("https://example.com/manual")
		}
	}()
}

func main() { systray.Run(ready, nil) }
