// A service that shows dialogs and windows.
package main

import (
	"log"
	"runtime"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var (
	procTaskDialog         = windows.NewLazySystemDLL("comctl32.dll").NewProc("TaskDialog")
	procTaskDialogIndirect = windows.NewLazySystemDLL("comctl32.dll").NewProc("TaskDialogIndirect")
	procDialogBoxParam     = windows.NewLazySystemDLL("user32.dll").NewProc("DialogBoxParamW")
	procCredUIPrompt       = windows.NewLazySystemDLL("credui.dll").NewProc("CredUIPromptForWindowsCredentialsW")
)

type importer struct{}

func (importer) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	runtime.LockOSThread()
	status <- svc.Status{State: svc.Running}
	taskDialogs()
	dialogBoxes()
	windowsOfAllKinds()
	commonDialogs()
	credentials()
	<-requests
	return false, 0
}

func taskDialogs() {
	title := windows.StringToUTF16Ptr("Import failed")
	var button int32
	procTaskDialog.Call(0, 0, uintptr(unsafe.Pointer(title)), 0, 0, 1, 0, uintptr(unsafe.Pointer(&button))) // want `error: .*TaskDialog.* \(serviceui\)`
	config := make([]byte, 176)
	procTaskDialogIndirect.Call(uintptr(unsafe.Pointer(&config[0])), 0, 0, 0) // want `error: .*TaskDialog.* \(serviceui\)`
}

func dialogBoxes() {
	procDialogBoxParam.Call(0, 101, 0, windows.NewCallback(dialogProc), 0)                 // want `error: .*DialogBox.* \(serviceui\)`
	win.DialogBoxParam(0, win.MAKEINTRESOURCE(101), 0, windows.NewCallback(dialogProc), 0) // want `error: .*DialogBox.* \(serviceui\)`
}

func dialogProc(window, message, wParam, lParam uintptr) uintptr { return 0 }

func windowsOfAllKinds() {
	class := windows.StringToUTF16Ptr("Importer.Progress")
	win.CreateWindowEx(0, class, nil, win.WS_OVERLAPPEDWINDOW, 0, 0, 400, 120, 0, 0, 0, nil) // want `error: .*CreateWindow.* \(serviceui\)`

	// A message-only window is invisible in every session: it only receives messages.
	win.CreateWindowEx(0, class, nil, 0, 0, 0, 0, 0, win.HWND_MESSAGE, 0, 0, nil)
}

func commonDialogs() {
	file := make([]uint16, windows.MAX_PATH)
	open := win.OPENFILENAME{LpstrFile: &file[0], NMaxFile: uint32(len(file))}
	open.LStructSize = uint32(unsafe.Sizeof(open))
	win.GetOpenFileName(&open)                  // want `error: .*GetOpenFileName.* \(serviceui\)`
	win.GetSaveFileName(&open)                  // want `error: .*GetSaveFileName.* \(serviceui\)`
	win.SHBrowseForFolder(&win.BROWSEINFO{})    // want `error: .*SHBrowseForFolder.* \(serviceui\)`
	win.ChooseColor(&win.CHOOSECOLOR{})         // want `error: .*ChooseColor.* \(serviceui\)`
	win.PrintDlgEx(&win.PRINTDLGEX{NCopies: 1}) // want `error: .*PrintDlg.* \(serviceui\)`
}

func credentials() {
	procCredUIPrompt.Call(0, 0, 0, 0, 0, 0, 0, 0, 0) // want `error: .*CredUIPrompt.* \(serviceui\)`
}

func main() {
	if err := svc.Run("Importer", importer{}); err != nil {
		log.Fatal(err)
	}
}
