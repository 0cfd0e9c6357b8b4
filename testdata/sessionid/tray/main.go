// A program in the user's session asks whether the console is in use, which session is its own, and tells it something.
package main

import (
	"log"
	"os"
	"runtime"
	"unsafe"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

var sendMessage = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSSendMessageW")

func ready() {
	console := windows.WTSGetActiveConsoleSessionId()
	var own uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &own); err != nil {
		log.Fatal(err)
	}
	log.Print("at the console: ", own == console)
	text := windows.StringToUTF16("Ready")
	sendMessage.Call(0, uintptr(own), uintptr(unsafe.Pointer(&text[0])), 10, uintptr(unsafe.Pointer(&text[0])), 10, 0, 0, 0, 0)
}

func main() {
	if runtime.GOOS != "windows" {
		var token windows.Token
		windows.WTSQueryUserToken(windows.WTSGetActiveConsoleSessionId(), &token)
	}
	systray.Run(ready, nil)
}
