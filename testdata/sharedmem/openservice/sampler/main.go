// Command sampler is the session program that creates the block.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	name := windows.StringToUTF16Ptr("SamplerOutput") // want:module "error: .*SamplerOutput.* \\(objectname\\)" want:package "note: .*SamplerOutput.* \\(objectname\\)"
	windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
}
