// Command bothlock is a service, and an icon in each user's tray when somebody starts it. What it locks before it knows which
// one it is, the service keeps from all users.
package main

import (
	"flag"
	"fmt"
	"os"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var install = flag.Bool("install", false, "install the service")

type handler struct{}

func (handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func once() error {
	name := windows.StringToUTF16Ptr(`Global\TrackOnce`) // want `warning: .*locks a single instance for the whole machine.* \(objectname\)`
	_, err := windows.CreateMutex(nil, false, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		return fmt.Errorf("tracker is already running")
	}
	return nil
}

func main() {
	flag.Parse()
	if !*install {
		if err := once(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if *install {
		fmt.Println("installed")
		return
	}
	if service, _ := svc.IsWindowsService(); service {
		svc.Run("Tracker", handler{})
		return
	}
	systray.Run(func() { systray.SetTooltip("tracking") }, nil)
}
