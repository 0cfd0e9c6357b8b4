package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// spendMemory trades memory for time: what a run allocates it mostly keeps until its end, so that there is little to collect. The
// collector does not run before the process has as many bytes as limit says. GOGC and GOMEMLIMIT override that.
func spendMemory(limit int64) {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(-1)
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetMemoryLimit(limit)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	afterCollection(func() {
		metrics.Read(live)
		if need := roomFor(int64(live[0].Value.Uint64())); need > limit {
			limit = need
			debug.SetMemoryLimit(limit)
		}
	})
}

// roomFor returns the limit for a heap of which so many bytes are in use. Next to its limit the collector would never rest.
func roomFor(live int64) int64 { return live + live/3 }

// afterCollection calls f after each run of the collector, in a goroutine of the runtime's.
func afterCollection(f func()) {
	runtime.AddCleanup(new(*int), func(struct{}) {
		f()
		afterCollection(f)
	}, struct{}{})
}
