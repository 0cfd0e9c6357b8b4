// Parceltray is the tray client of ParcelTrack. Each user runs one.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"log"
	"net"
	"os"

	"fyne.io/systray"
	"golang.org/x/sys/windows"

	"example.com/parceltrack/internal/parcel"
)

func main() {
	mutex, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Global\ParcelTrack.Tray`))
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		os.Exit(0)
	}
	if err != nil {
		log.Fatal(err)
	}
	defer windows.CloseHandle(mutex)
	systray.Run(ready, nil)
}

func ready() {
	systray.SetTitle("ParcelTrack")
	quit := systray.AddMenuItem("Quit", "Close ParcelTrack")
	go func() {
		<-quit.ClickedCh
		systray.Quit()
	}()
	go watch()
	if len(os.Args) > 1 {
		go subscribe(os.Args[1])
	}
}

// watch shows the counts whenever the service has changed them.
func watch() {
	status, err := parcel.OpenStatus()
	if err != nil {
		systray.SetTooltip("ParcelTrack is not running")
		return
	}
	updated, err := windows.OpenEvent(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(`Local\`+parcel.UpdatedEvent))
	if err != nil {
		systray.SetTooltip("ParcelTrack is not running")
		return
	}
	defer windows.CloseHandle(updated)
	for {
		systray.SetTooltip(fmt.Sprintf("%d open, %d delivered", status.Open, status.Delivered))
		if _, err := windows.WaitForSingleObject(updated, windows.INFINITE); err != nil {
			return
		}
	}
}

// subscribe shows each scan of one parcel.
func subscribe(number string) {
	conn, err := net.Dial("tcp", parcel.Address)
	if err != nil {
		return
	}
	defer conn.Close()
	fmt.Fprintln(conn, number)
	news := bufio.NewScanner(conn)
	for news.Scan() {
		systray.SetTooltip(news.Text())
	}
}
