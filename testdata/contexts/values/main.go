// Method values, and function values in fields and maps.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type pages struct{ base string }

func (p pages) open() error { return browser.OpenURL(p.base) } // want `error: .*OpenURL.* \(serviceui\)`

func (p pages) preview() error { return browser.OpenURL(p.base + "/preview") }

type hooks struct {
	started func() error
	stopped func() error
}

type weir struct{ hooks hooks }

func (w *weir) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	open := pages{base: "https://example.com"}.open
	if err := open(); err != nil {
		log.Print(err)
	}
	w.hooks.started()
	<-requests
	w.hooks.stopped()
	return false, 0
}

func started() error { return browser.OpenURL("https://example.com/started") } // want `error: .*OpenURL.* \(serviceui\)`

var commands = map[string]func() error{
	"preview": pages{base: "https://example.com"}.preview,
	"help":    help,
}

func help() error { return browser.OpenURL("https://example.com/help") }

func main() {
	if len(os.Args) > 1 {
		if run, ok := commands[os.Args[1]]; ok {
			if err := run(); err != nil {
				log.Fatal(err)
			}
		}
		return
	}
	w := &weir{hooks: hooks{
		started: started,
		stopped: func() error {
			return browser.OpenURL("https://example.com/stopped") // want `error: .*OpenURL.* \(serviceui\)`
		},
	}}
	if err := svc.Run("Weir", w); err != nil {
		log.Fatal(err)
	}
}
