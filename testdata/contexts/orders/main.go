// A table of functions that orders from elsewhere pick from: all of them run where one is picked and called, however many
// there are.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type handler func(json.RawMessage) error

type agent struct {
	handlers map[string]handler
}

func newAgent() *agent {
	a := &agent{handlers: make(map[string]handler)}
	a.handlers["show"] = a.show
	a.handlers["hide"] = a.hide
	a.handlers["ping"] = a.ping
	for _, name := range []string{"list", "tree"} {
		a.handlers[name] = a.ping
	}
	a.handlers["load"] = a.load
	a.handlers["save"] = a.save
	a.handlers["copy"] = func(d json.RawMessage) error { return a.note("copy", d) }
	a.handlers["move"] = func(d json.RawMessage) error { return a.note("move", d) }
	a.handlers["make"] = func(d json.RawMessage) error { return a.note("make", d) }
	a.handlers["drop"] = func(d json.RawMessage) error { return a.note("drop", d) }
	a.handlers["link"] = func(d json.RawMessage) error { return a.note("link", d) }
	a.handlers["lock"] = func(d json.RawMessage) error { return a.note("lock", d) }
	a.handlers["free"] = func(d json.RawMessage) error { return a.note("free", d) }
	a.handlers["pack"] = func(d json.RawMessage) error { return a.note("pack", d) }
	a.handlers["open"] = func(d json.RawMessage) error { return a.note("open", d) }
	a.handlers["sort"] = func(d json.RawMessage) error { return a.note("sort", d) }
	a.handlers["find"] = func(d json.RawMessage) error { return a.note("find", d) }
	a.handlers["help"] = func(json.RawMessage) error { return browser.OpenURL("https://example.com/help") } // want `error: .*OpenURL.* \(serviceui\)`
	return a
}

func (a *agent) show(json.RawMessage) error { return browser.OpenURL("https://example.com/show") } // want `error: .*OpenURL.* \(serviceui\)`

func (a *agent) hide(json.RawMessage) error { return browser.OpenURL("https://example.com/hide") } // want `error: .*OpenURL.* \(serviceui\)`

func (a *agent) ping(json.RawMessage) error { return nil }

func (a *agent) load(json.RawMessage) error { return nil }

func (a *agent) save(json.RawMessage) error { return nil }

func (a *agent) note(name string, d json.RawMessage) error {
	log.Print(name, string(d))
	return nil
}

type order struct {
	Name string
	Data json.RawMessage
}

func (a *agent) serve(r io.Reader) error {
	for d := json.NewDecoder(r); ; {
		var o order
		if err := d.Decode(&o); err != nil {
			return err
		}
		h, ok := a.handlers[o.Name]
		if !ok {
			continue
		}
		go func() {
			if err := h(o.Data); err != nil {
				log.Print(err)
			}
		}()
	}
}

func (a *agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	conn, err := net.Dial("tcp", "orders.example.com:7000")
	if err != nil {
		return true, 1
	}
	go a.serve(conn)
	for r := range requests {
		if r.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func main() {
	if err := svc.Run("orders", newAgent()); err != nil {
		log.Fatal(err)
	}
}
