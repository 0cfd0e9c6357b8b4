// A function that service code hands to Windows as a callback is service code.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var (
	iphlpapi     = windows.NewLazySystemDLL("iphlpapi.dll")
	notifyChange = iphlpapi.NewProc("NotifyIpInterfaceChange")
)

type beacon struct{}

func (b *beacon) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	notifyChange.Call(0, windows.NewCallback(b.changed), 0, 0, 0)
	<-requests
	return false, 0
}

func (b *beacon) changed(context, row, kind uintptr) uintptr {
	browser.OpenURL("https://example.com/changed") // want `error: .*OpenURL.* \(serviceui\)`
	return 0
}

func shown(context, row, kind uintptr) uintptr {
	browser.OpenURL("https://example.com/shown")
	return 0
}

func watch() {
	notifyChange.Call(0, windows.NewCallback(shown), 0, 0, 0)
	select {}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "watch" {
		watch()
	}
	if err := svc.Run("Beacon", &beacon{}); err != nil {
		log.Fatal(err)
	}
}
