// Package levels calls a wrapper that lies three packages deep.
package levels

import "rdslint.example/testdata/calls/levels/locks"

// Open makes the object.
func Open() (*locks.Lock, error) {
	return locks.New("LevelsLock") // want "warning: .*LevelsLock.* \\(objectname\\)"
}
