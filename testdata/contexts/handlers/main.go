// Handlers given to svc.Run as a value, a pointer, a variable, and from constructors. One is never given to it.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type byValue struct{}

func (byValue) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/value") // want `error: .*OpenURL.* \(serviceui\)`
	return false, 0
}

type byPointer struct{ page string }

func (h *byPointer) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL(h.page) // want `error: .*OpenURL.* \(serviceui\)`
	return false, 0
}

type byVariable struct{}

func (byVariable) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/variable") // want `error: .*OpenURL.* \(serviceui\)`
	return false, 0
}

type constructed struct{ page string }

func newConstructed(page string) *constructed { return &constructed{page: page} }

func (h *constructed) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL(h.page) // want `error: .*OpenURL.* \(serviceui\)`
	return false, 0
}

type asInterface struct{}

func newHandler() svc.Handler { return asInterface{} }

func (asInterface) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/interface") // want `error: .*OpenURL.* \(serviceui\)`
	return false, 0
}

type base struct{}

func (base) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/embedded") // want `error: .*OpenURL.* \(serviceui\)`
	return false, 0
}

type embedded struct{ base }

// tester runs handlers on a console. It has a method Execute, which alone proves nothing.
type tester struct{}

func (tester) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/tester")
	return false, 0
}

var (
	variable svc.Handler = byVariable{}
	console              = tester{}
)

func run(name string) error {
	switch name {
	case "value":
		return svc.Run(name, byValue{})
	case "pointer":
		return svc.Run(name, &byPointer{page: "https://example.com/pointer"})
	case "variable":
		return svc.Run(name, variable)
	case "constructed":
		handler := newConstructed("https://example.com/constructed")
		return svc.Run(name, handler)
	case "interface":
		return svc.Run(name, newHandler())
	case "embedded":
		return svc.Run(name, embedded{})
	}
	console.Execute(nil, nil, nil)
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
