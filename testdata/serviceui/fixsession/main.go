// A service that warns each session by message box although it knows the session's id.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type quota struct{}

func (quota) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := warnAll(); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func warnAll() error {
	var list *windows.WTS_SESSION_INFO
	var count uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &count); err != nil {
		return err
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	for _, s := range unsafe.Slice(list, count) {
		session := s.SessionID
		log.Printf("session %d is over its quota", session)
		windows.MessageBox(0, windows.StringToUTF16Ptr("Your disk quota is used up"), windows.StringToUTF16Ptr("Quota"), windows.MB_ICONWARNING) // want `error: .*MessageBox.* \(serviceui\)`
	}
	return nil
}

func main() {
	if err := svc.Run("Quota", quota{}); err != nil {
		log.Fatal(err)
	}
}
