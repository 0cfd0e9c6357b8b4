// Package winsvc runs functions as a service.
package winsvc

import "golang.org/x/sys/windows/svc"

// IsService reports whether the process is a service.
func IsService() bool {
	is, err := svc.IsWindowsService()
	return err == nil && is
}

// Run runs run as a service until it returns, or the service is to stop.
func Run(run func() error, stop func()) error {
	return svc.Run("Handed", &handler{run: run, stop: stop})
}

type handler struct {
	run  func() error
	stop func()
}

func (h *handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	done := make(chan error, 1)
	go func() { done <- h.run() }()
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for {
		select {
		case r := <-requests:
			if r.Cmd == svc.Stop {
				h.stop()
			}
		case <-done:
			return false, 0
		}
	}
}
