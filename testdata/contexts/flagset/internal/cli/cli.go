// Package cli reads the command line.
package cli

import (
	"errors"
	"flag"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type forge struct{ page string }

func (f *forge) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL(f.page) // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

// Main runs the command that args name.
func Main(args []string) error {
	if len(args) == 0 {
		browser.OpenURL("https://example.com/usage")
		return errors.New("no command")
	}
	serve := flag.NewFlagSet("serve", flag.ExitOnError)
	name := serve.String("name", "Forge", "name of the service")
	docs := flag.NewFlagSet("docs", flag.ExitOnError)
	page := docs.String("page", "https://example.com/docs", "page to show")
	switch args[0] {
	case serve.Name():
		if err := serve.Parse(args[1:]); err != nil {
			return err
		}
		browser.OpenURL("https://example.com/starting") // want `error: .*OpenURL.* \(serviceui\)`
		return svc.Run(*name, &forge{page: "https://example.com/forge"})
	case docs.Name():
		if err := docs.Parse(args[1:]); err != nil {
			return err
		}
		return browser.OpenURL(*page)
	}
	return errors.New("unknown command " + args[0])
}
