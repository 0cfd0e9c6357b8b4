// Commands of urfave/cli: only the service's own runs in the service.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"github.com/urfave/cli/v2"
	"golang.org/x/sys/windows/svc"
)

type quay struct{}

func (quay) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/quay") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	app := &cli.App{
		Name: "quay",
		Commands: []*cli.Command{
			{Name: "service", Action: func(*cli.Context) error { return svc.Run("Quay", quay{}) }},
			{Name: "login", Action: func(*cli.Context) error { return browser.OpenURL("https://example.com/login") }},
		},
	}
	if err := app.Run(os.Args); err != nil {
		log.Fatal(err)
	}
}
