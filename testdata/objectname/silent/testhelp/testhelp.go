// Package testhelp is for the tests of other packages.
package testhelp

import (
	"testing"

	"golang.org/x/sys/windows"
)

// Event makes an event for a test. Nobody else can call it: nobody else has a testing.TB.
func Event(t testing.TB) windows.Handle {
	t.Helper()
	t.Cleanup(func() { signal("TesthelpDone") })
	return event(t.Name() != "", "TesthelpEvent")
}

// TestServer is no test, but what tests start.
func TestServer(t *testing.T) *Server {
	return &Server{event(true, "TesthelpServer")}
}

func event(manual bool, name string) windows.Handle {
	state := uint32(0)
	if manual {
		state = 1
	}
	h, _ := windows.CreateEvent(nil, state, 0, windows.StringToUTF16Ptr(name))
	return h
}

func signal(name string) {
	h, _ := windows.OpenEvent(windows.EVENT_MODIFY_STATE, false, windows.StringToUTF16Ptr(name))
	windows.SetEvent(h)
}

// A Server is started by tests.
type Server struct{ ready windows.Handle }

// Restart is given a test as well.
func (s *Server) Restart(b *testing.B) { s.ready = event(false, "TesthelpRestart") }
