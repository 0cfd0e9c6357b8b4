// Command globalunknown shows a Global\ block with a constant name in code whose context is not proven: a warning.
package main

import (
	"fmt"
	"log"

	"golang.org/x/sys/windows"
)

const size = 1 << 16

func main() {
	name, err := windows.UTF16PtrFromString("Global\\EncoderFrames") // want "warning: .*EncoderFrames.* \\(sharedmem\\)"
	if err != nil {
		log.Fatal(err)
	}
	block, err := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, size, name)
	if block == 0 {
		log.Fatal(err)
	}
	view, err := windows.MapViewOfFile(block, windows.FILE_MAP_WRITE, 0, 0, size)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("frames at %#x\n", view)
}
