// Command gaugetray is the session program that reads the service's block. Seen alone, the block is another product's.
package main

import (
	"unsafe"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

var openFileMapping = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenFileMappingW")

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	name := windows.StringToUTF16Ptr(`Global\GaugeValues`) // want:module `warning: .*GaugeValues.* \(sharedmem\)`
	block, _, _ := openFileMapping.Call(windows.FILE_MAP_READ, 0, uintptr(unsafe.Pointer(name)))
	windows.CloseHandle(windows.Handle(block))
}
