// Package commands holds tables of functions, from which an argument picks one.
package commands

import (
	"errors"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type kiln struct{}

func (kiln) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/kiln") // want `error: .*OpenURL.* \(serviceui\)`
	for request := range requests {
		onControl[request.Cmd]()
	}
	return false, 0
}

// The service picks from this table itself.
var onControl = map[svc.Cmd]func(){
	svc.Stop:     stopped,
	svc.Shutdown: func() {},
}

func stopped() {
	browser.OpenURL("https://example.com/stopped") // want `error: .*OpenURL.* \(serviceui\)`
}

// A command is one of the program's.
type command struct {
	name string
	run  func() error
}

var list = []command{
	{"serve", serve},
	{"show", show},
	{name: "lock", run: lock},
}

var byName = map[string]func() error{
	"docs": docs,
	"serve": func() error {
		return svc.Run("Kiln", kiln{})
	},
}

func serve() error { return svc.Run("Kiln", kiln{}) }

func show() error { return browser.OpenURL("https://example.com/show") }

func docs() error { return browser.OpenURL("https://example.com/docs") }

// What is in a table is live: what it does is judged, though not as service code.
func lock() error {
	name, err := windows.UTF16PtrFromString("kiln-tool") // want `warning: .* \(objectname\)`
	if err != nil {
		return err
	}
	_, err = windows.CreateEvent(nil, 0, 0, name)
	return err
}

// Run runs the command of that name.
func Run(name string) error {
	for _, c := range list {
		if c.name == name {
			return c.run()
		}
	}
	if run, ok := byName[name]; ok {
		return run()
	}
	return errors.New("unknown command " + name)
}
