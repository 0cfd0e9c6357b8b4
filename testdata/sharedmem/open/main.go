// Command open shows a Global\ block with a constant name that unknown code opens for writing, by procedure: a warning.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
)

var openFileMapping = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenFileMappingW")

func main() {
	name, err := windows.UTF16PtrFromString(`Global\PluginMailbox`) // want `warning: .*PluginMailbox.* \(sharedmem\)`
	if err != nil {
		log.Fatal(err)
	}
	block, _, err := openFileMapping.Call(windows.FILE_MAP_READ|windows.FILE_MAP_WRITE, 0, uintptr(unsafe.Pointer(name)))
	if block == 0 {
		log.Fatal(err)
	}
	windows.CloseHandle(windows.Handle(block))
}
