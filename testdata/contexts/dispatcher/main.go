// A service written against the Win32 functions: its callbacks are service code.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
)

var procRegister = windows.NewLazySystemDLL("advapi32.dll").NewProc("RegisterServiceCtrlHandlerExW")

func serviceMain(argc uint32, argv **uint16) uintptr {
	procRegister.Call(0, windows.NewCallback(onControl), 0)
	browser.OpenURL("https://example.com/main") // want `error: .*OpenURL.* \(serviceui\)`
	return 0
}

func onControl(control, eventType uint32, data, context uintptr) uintptr {
	browser.OpenURL("https://example.com/control") // want `error: .*OpenURL.* \(serviceui\)`
	return 0
}

func onWindow(window, parameter uintptr) uintptr {
	browser.OpenURL("https://example.com/window")
	return 1
}

func listWindows() {
	windows.EnumWindows(windows.NewCallback(onWindow), nil)
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "list" {
		listWindows()
		return
	}
	table := []windows.SERVICE_TABLE_ENTRY{
		{ServiceName: windows.StringToUTF16Ptr("Tide"), ServiceProc: windows.NewCallback(serviceMain)},
		{},
	}
	if err := windows.StartServiceCtrlDispatcher(&table[0]); err != nil {
		log.Fatal(err)
	}
}
