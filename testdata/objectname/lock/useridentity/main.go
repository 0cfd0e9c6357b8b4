// Command useridentity: a Global\ lock whose name carries the user's identity. One instance per user is meant. Silent.
package main

import (
	"fmt"
	"log"
	"os"
	"os/user"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	me, err := user.Current()
	if err != nil {
		log.Fatal(err)
	}
	once(`Global\PlayerOnce-` + me.Uid)
	once(fmt.Sprintf("Global\\MixerOnce-%s", tokenSID()))
	once("Global\\TunerOnce-" + os.Getenv("USERNAME"))
	systray.Run(func() { systray.SetTitle("Player") }, func() {})
}

func tokenSID() string {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		log.Fatal(err)
	}
	return user.User.Sid.String()
}

func once(name string) {
	_, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(name))
	if err == windows.ERROR_ALREADY_EXISTS {
		os.Exit(0)
	}
}
