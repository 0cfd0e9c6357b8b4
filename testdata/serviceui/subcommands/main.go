// A program whose other subcommands talk to the administrator at the console. Only the service's own may not.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"
	"golang.org/x/term"
)

const name = "Ledger"

type ledger struct{}

func (ledger) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	<-requests
	return false, 0
}

func main() {
	if len(os.Args) != 2 {
		usage()
	}
	switch os.Args[1] {
	case "install":
		install()
	case "uninstall":
		uninstall()
	case "login":
		login()
	case "run":
		if err := svc.Run(name, ledger{}); err != nil {
			log.Fatal(err)
		}
	default:
		usage()
	}
}

func usage() {
	caption, text := windows.StringToUTF16Ptr(name), windows.StringToUTF16Ptr("usage: ledger install|uninstall|login|run")
	windows.MessageBox(0, text, caption, windows.MB_ICONINFORMATION)
	os.Exit(2)
}

func install() {
	fmt.Print("Account: ")
	account, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print("Password: ")
	password, err := term.ReadPassword(int(os.Stdin.Fd()))
	if err != nil {
		log.Fatal(err)
	}
	m, err := mgr.Connect()
	if err != nil {
		log.Fatal(err)
	}
	defer m.Disconnect()
	config := mgr.Config{ServiceStartName: strings.TrimSpace(account), Password: string(password)}
	if _, err := m.CreateService(name, os.Args[0], config, "run"); err != nil {
		log.Fatal(err)
	}
}

func uninstall() {
	var answer string
	fmt.Print("Remove the service? [y/N] ")
	if fmt.Scanln(&answer); answer != "y" {
		return
	}
	log.Print("removed")
}

func login() {
	if err := browser.OpenURL("https://example.com/login"); err != nil {
		log.Fatal(err)
	}
}
