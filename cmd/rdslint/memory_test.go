package main

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAfterCollection(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	afterCollection(func() { calls.Add(1) })
	for range 1000 { // the runtime calls it some time after a collection
		if runtime.GC(); calls.Load() > 2 {
			break
		}
	}
	assert.Greater(t, calls.Load(), int32(2), "after each, not just after the first")
}

// The limit leaves room for a quarter of the memory to be garbage.
func TestRoomFor(t *testing.T) {
	t.Parallel()
	assert.Equal(t, int64(1<<30), roomFor(3<<28))
}
