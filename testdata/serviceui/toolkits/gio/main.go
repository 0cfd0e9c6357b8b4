// A service with a window of Gio.
package main

import (
	"log"

	"gioui.org/app"
	"golang.org/x/sys/windows/svc"
)

type panel struct{}

func (panel) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	go draw()
	<-requests
	return false, 0
}

func draw() {
	window := new(app.Window)
	for {
		if closed, ok := window.Event().(app.DestroyEvent); ok { // want `error: .*(gio|app|Window|Event).* \(serviceui\)`
			log.Print(closed.Err)
			return
		}
	}
}

func main() {
	if err := svc.Run("Panel", panel{}); err != nil {
		log.Fatal(err)
	}
}
