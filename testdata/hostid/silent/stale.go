package main

import "os"

// A lockFile says which process of which machine holds it.
type lockFile struct {
	Hostname string
	PID      int
}

// A lockHandle is a lock that was found.
type lockHandle struct {
	lockFile
	path string
}

// stale reports whether the process that holds the lock has ended, which can be told on its own machine only.
func (l *lockHandle) stale() bool {
	host, err := os.Hostname()
	if err != nil || host != l.Hostname {
		return false
	}
	_, err = os.FindProcess(l.PID)
	return err != nil
}
