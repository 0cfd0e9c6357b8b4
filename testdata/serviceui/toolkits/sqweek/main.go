// A service that asks with the dialogs of sqweek.
package main

import (
	"log"

	"github.com/sqweek/dialog"
	"golang.org/x/sys/windows/svc"
)

type exporter struct{}

func (exporter) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if dialog.Message("Overwrite %s?", "export.csv").Title("Export").YesNo() { // want `error: .*YesNo.* \(serviceui\)`
		log.Print("overwriting")
	}
	if name, err := dialog.File().Title("Export to").Save(); err == nil { // want `error: .*Save.* \(serviceui\)`
		log.Printf("exporting to %s", name)
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Exporter", exporter{}); err != nil {
		log.Fatal(err)
	}
}
