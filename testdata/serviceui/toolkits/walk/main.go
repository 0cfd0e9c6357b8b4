// A service with windows, dialogs and an icon of walk.
package main

import (
	"log"

	"github.com/lxn/walk"
	. "github.com/lxn/walk/declarative"
	"golang.org/x/sys/windows/svc"
)

type printer struct{}

func (printer) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := warn(); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func warn() error {
	if walk.MsgBox(nil, "Printer", "Out of paper. Stop?", walk.MsgBoxYesNo) == walk.DlgCmdYes { // want `error: .*MsgBox.* \(serviceui\)`
		return nil
	}
	var files walk.FileDialog
	if _, err := files.ShowOpen(nil); err != nil { // want `error: .*ShowOpen.* \(serviceui\)`
		return err
	}
	_, err := MainWindow{Title: "Printer"}.Run() // want `error: .*(walk|MainWindow|Run).* \(serviceui\)`
	return err
}

func main() {
	if err := svc.Run("Printer", printer{}); err != nil {
		log.Fatal(err)
	}
}
