// A service with a main window of windigo.
package main

import (
	"log"

	"github.com/rodrigocfd/windigo/ui"
	"golang.org/x/sys/windows/svc"
)

type meter struct{}

func (meter) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	wnd := ui.NewMain(ui.OptsMain().Title("Meter"))                       // want `error: .*(windigo|NewMain).* \(serviceui\)`
	if !ui.MsgOkCancel(wnd, "Meter", "", "Reset the counter?", "Reset") { // want `error: .*MsgOkCancel.* \(serviceui\)`
		return false, 1
	}
	wnd.RunAsMain() // want `error: .*RunAsMain.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Meter", meter{}); err != nil {
		log.Fatal(err)
	}
}
