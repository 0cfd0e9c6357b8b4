// Command readonly shows another product's block that is only opened for reading. Silent.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
)

var openFileMapping = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenFileMappingW")

func main() {
	name := windows.StringToUTF16Ptr(`Global\VendorSensors`)
	block, _, err := openFileMapping.Call(windows.FILE_MAP_READ, 0, uintptr(unsafe.Pointer(name)))
	if block == 0 {
		log.Fatal(err)
	}
	view, err := windows.MapViewOfFile(windows.Handle(block), windows.FILE_MAP_READ, 0, 0, 0)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("sensors at %#x", view)
}
