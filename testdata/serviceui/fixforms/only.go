package main

import (
	"github.com/lxn/win"
	"golang.org/x/sys/windows"
)

// The import of win has no other use.
func last() {
	win.MessageBox(0, windows.StringToUTF16Ptr("Closed"), windows.StringToUTF16Ptr("Depot"), 0) // want `error: .*MessageBox.* \(serviceui\)`
}
