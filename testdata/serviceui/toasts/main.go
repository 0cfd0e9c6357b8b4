// A service that raises toasts and asks Windows Hello.
package main

import (
	"log"

	"github.com/gen2brain/beeep"
	"github.com/go-ole/go-ole"
	"github.com/go-toast/toast"
	"golang.org/x/sys/windows/svc"
)

type updater struct{}

func (updater) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := announce("Version 4 is ready"); err != nil {
		log.Print(err)
	}
	if err := consent(); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func announce(text string) error {
	n := toast.Notification{AppID: "Updater", Title: "Update", Message: text}
	if err := n.Push(); err != nil { // want `error: .*([Tt]oast|Push).* \(serviceui\)`
		return beeep.Notify("Update", text, "") // want `error: .*Notify.* \(serviceui\)`
	}
	return beeep.Alert("Update", text, "") // want `error: .*Alert.* \(serviceui\)`
}

func consent() error {
	_, err := ole.RoGetActivationFactory("Windows.Security.Credentials.UI.UserConsentVerifier", ole.IID_IInspectable) // want `error: .*UserConsentVerifier.* \(serviceui\)`
	return err
}

func main() {
	if err := svc.Run("Updater", updater{}); err != nil {
		log.Fatal(err)
	}
}
