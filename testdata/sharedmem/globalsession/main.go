// Command globalsession shows a Global\ block with a constant name that session code creates: an error, since a standard user
// lacks SeCreateGlobalPrivilege.
package main

import (
	"fmt"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

const layout = 2

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	block("Global\\SnipClipboard")                            // want "error: .*SnipClipboard.* \\(sharedmem\\)"
	block(fmt.Sprintf(`Global\SnipHistory-layout%d`, layout)) // want `error: .*SnipHistory.* \(sharedmem\)`
}

func block(name string) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, windows.StringToUTF16Ptr(name))
	return handle
}
