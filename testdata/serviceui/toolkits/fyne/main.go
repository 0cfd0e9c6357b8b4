// A service that notifies and shows a window with Fyne.
package main

import (
	"log"

	"fyne.io/fyne/v2"
	"golang.org/x/sys/windows/svc"
)

type courier struct{}

func (courier) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	app := fyne.CurrentApp()
	app.SendNotification(fyne.NewNotification("Courier", "A parcel has arrived")) // want `error: .*SendNotification.* \(serviceui\)`
	window := app.NewWindow("Courier")                                            // want `error: .*NewWindow.* \(serviceui\)`
	window.ShowAndRun()                                                           // want `error: .*ShowAndRun.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Courier", courier{}); err != nil {
		log.Fatal(err)
	}
}
