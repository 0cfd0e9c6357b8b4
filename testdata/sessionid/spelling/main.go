// The same by a dot import, a type parameter, a method value and a table.
package main

import (
	"log"

	. "golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ session uint32 }

func (a *agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	each(query, WTSGetActiveConsoleSessionId()) // want `warning: the session of the physical console .* \(sessionid\)`
	a.session = WTSGetActiveConsoleSessionId()  // want `warning: the session of the physical console .* \(sessionid\)`
	run := a.run
	defer run()
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func (a *agent) run() { query(a.session) }

func query(session uint32) {
	var token Token
	if err := WTSQueryUserToken(session, &token); err == nil {
		token.Close()
	}
}

func each[T any](do func(T), list ...T) {
	for _, x := range list {
		do(x)
	}
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
