// Command crossing waits by what another package does.
package main

import (
	"time"

	"rdslint.example/testdata/cpushare/crossing/pace"
)

func main() {
	pace.Until(2 * time.Millisecond) // want `warning: the loop has no end and wakes up every 2ms .* \(cpushare\)`
	pace.Until(time.Second)
}
