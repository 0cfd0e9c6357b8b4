// What comes before svc.Run on the way to it runs in the service too.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type ferry struct{}

func (ferry) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	<-requests
	return false, 0
}

func checkLicence() {
	if _, err := os.Stat("licence.txt"); err != nil {
		browser.OpenURL("https://example.com/buy") // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func main() {
	checkLicence()
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "buy":
			browser.OpenURL("https://example.com/buy/now")
		default:
			browser.OpenURL("https://example.com/commands")
		}
		return
	}
	browser.OpenURL("https://example.com/starting") // want `error: .*OpenURL.* \(serviceui\)`
	if err := svc.Run("Ferry", ferry{}); err != nil {
		log.Fatal(err)
	}
}
