// A service that tells nobody in particular by message box.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type backup struct{}

func (backup) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := copyAll(); err != nil {
		log.Print(err)
		windows.MessageBox(0, windows.StringToUTF16Ptr("The backup failed: "+err.Error()), windows.StringToUTF16Ptr("Backup"), windows.MB_ICONERROR) // want `error: .*MessageBox.* \(serviceui\)`
	}
	<-requests
	return false, 0
}

func copyAll() error { return windows.ERROR_DISK_FULL }

func main() {
	if err := svc.Run("Backup", backup{}); err != nil {
		log.Fatal(err)
	}
}
