// Package proc finds and ends programs for others.
package proc

import (
	"os/exec"

	"github.com/mitchellh/go-ps"
)

// Detector tells whether a program runs.
type Detector interface {
	Running(names []string) (bool, error)
}

// Snapshot is the only Detector.
type Snapshot struct{}

// Running looks for any of some names.
func (Snapshot) Running(names []string) (bool, error) {
	list, err := ps.Processes()
	if err != nil {
		return false, err
	}
	wanted := map[string]struct{}{}
	for _, n := range names {
		wanted[n] = struct{}{}
	}
	for _, p := range list {
		if _, ok := wanted[p.Executable()]; ok {
			return true, nil
		}
	}
	return false, nil
}

// Kill ends a program.
func Kill(name string) error { return exec.Command("taskkill", "/F", "/IM", name).Run() }
