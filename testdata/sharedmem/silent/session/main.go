// Command session shows blocks of session code that only one session reaches. Silent.
package main

import (
	"crypto/rand"
	"fmt"
	"log"
	"os"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	block(nil)
	block(windows.StringToUTF16Ptr(`Local\TilesState`))

	var sessionID uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &sessionID); err != nil {
		log.Print(err)
		return
	}
	block(windows.StringToUTF16Ptr(fmt.Sprintf(`Global\TilesState-%d`, sessionID)))
	block(windows.StringToUTF16Ptr(fmt.Sprintf(`Global\TilesState-%s-%d`, os.Getenv("USERNAME"), sessionID)))
	block(windows.StringToUTF16Ptr(`Global\TilesState-` + rand.Text()))
	block(windows.StringToUTF16Ptr(fmt.Sprintf(`Global\TilesState-pid%d`, os.Getpid())))
}

func block(name *uint16) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	return handle
}
