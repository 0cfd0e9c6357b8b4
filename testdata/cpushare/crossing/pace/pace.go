// Package pace does things again and again.
package pace

import (
	"sync/atomic"
	"time"
)

var on atomic.Bool

// Until looks every d whether it has been switched on.
func Until(d time.Duration) {
	for !on.Load() {
		time.Sleep(d)
	}
}

// On switches it on.
func On() { on.Store(true) }
