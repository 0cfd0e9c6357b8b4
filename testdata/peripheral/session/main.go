// Command session is a user's program that knows the devices of its author's computer.
package main

import (
	"os"
	"syscall"
	"unsafe"

	"github.com/getlantern/systray"
	"github.com/goburrow/modbus"
	jacobsa "github.com/jacobsa/go-serial/serial"
	"github.com/tarm/serial"
	bugst "go.bug.st/serial"
	"golang.org/x/sys/windows"
)

const scale = "COM7" // want `note: COM7: is .* \(peripheral\)`

var (
	openPrinter = windows.NewLazySystemDLL("winspool.drv").NewProc("OpenPrinterW")
	createDC    = windows.NewLazySystemDLL("gdi32.dll").NewProc("CreateDCW")
	config      = &serial.Config{Name: "COM3", Baud: 9600} // want `note: COM3 is opened by a constant name.* \(peripheral\)`
)

func main() { systray.Run(ready, nil) }

func ready() {
	if p, err := serial.OpenPort(config); err == nil {
		p.Close()
	}
	c := &serial.Config{Baud: 9600}
	c.Name = "COM5" // want `note: COM5 is .* \(peripheral\)`
	if p, err := serial.OpenPort(c); err == nil {
		p.Close()
	}
	open("COM4")                                                      // want `note: COM4 is .* \(peripheral\)`
	if p, err := bugst.Open(`\\.\COM12`, &bugst.Mode{}); err == nil { // want `note: .*COM12 is .* \(peripheral\)`
		p.Close()
	}
	options := jacobsa.OpenOptions{PortName: "COM6", BaudRate: 9600} // want `note: COM6 is .* \(peripheral\)`
	if p, err := jacobsa.Open(options); err == nil {
		p.Close()
	}
	handler := modbus.NewRTUClientHandler("COM8") // want `note: COM8 is .* \(peripheral\)`
	if err := handler.Connect(); err == nil {
		handler.Close()
	}
	if f, err := os.OpenFile("LPT1", os.O_WRONLY, 0); err == nil { // want `note: LPT1 is .* \(peripheral\)`
		f.Close()
	}
	if f, err := os.Open(scale + ":"); err == nil {
		f.Close()
	}
	if h, err := windows.CreateFile(windows.StringToUTF16Ptr(`\\.\PhysicalDrive0`), windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0); err == nil { // want `note: .*PhysicalDrive0 is .* \(peripheral\)`
		windows.CloseHandle(h)
	}
	var printer syscall.Handle
	_, _, _ = openPrinter.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("Label Printer"))), uintptr(unsafe.Pointer(&printer)), 0)                        // want `note: Label Printer is .* \(peripheral\)`
	_, _, _ = createDC.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("WINSPOOL"))), uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("Receipts"))), 0, 0) // want `note: Receipts is .* \(peripheral\)`
	_, _, _ = createDC.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("DISPLAY"))), 0, 0, 0)
}

func open(name string) {
	if p, err := bugst.Open(name, &bugst.Mode{BaudRate: 9600}); err == nil {
		p.Close()
	}
}
