// Package host runs work in a service.
package host

import (
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/givenparam/tool"
)

// Run runs a service that does the work.
func Run(work func()) error { return svc.Run("givenparam", &handler{work: work}) }

// IsService reports whether the process is a service.
func IsService() bool {
	ok, err := svc.IsWindowsService()
	return err == nil && ok
}

type handler struct{ work func() }

func (h *handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	go func() { h.work() }()
	tool.Do(func() {})
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for range requests {
	}
	return false, 0
}
