// Package lock keeps locks in files.
package lock

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
)

// A Lock is what a lock file holds.
type Lock struct {
	Machine string
	Since   int64
}

// A detailed lock says which process of a machine holds it.
type detailedLock struct {
	Machine string
	PID     int
}

// Options say where the lock is and whose.
type Options struct {
	Path    string
	Machine string
}

// A Keeper takes and gives back a lock.
type Keeper struct {
	path    string
	machine string
}

// New returns a keeper.
func New(o Options) *Keeper { return &Keeper{o.Path, o.Machine} }

// Take takes the lock.
func (k *Keeper) Take() error {
	data, err := os.ReadFile(k.path)
	if err != nil {
		return os.WriteFile(k.path, []byte(k.machine), 0o600)
	}
	var l Lock
	if err := json.Unmarshal(data, &l); err != nil {
		return err
	}
	if !strings.EqualFold(l.Machine, k.machine) {
		return errors.New("locked by " + l.Machine)
	}
	return nil
}

// stale reports whether the process that holds a lock on this machine has ended.
func (k *Keeper) stale(l detailedLock) bool {
	return l.Machine == k.machine && l.PID == os.Getppid()
}

// Stale reports whether a lock file is left over.
func (k *Keeper) Stale(data []byte) bool {
	var l detailedLock
	return json.Unmarshal(data, &l) == nil && k.stale(l)
}
