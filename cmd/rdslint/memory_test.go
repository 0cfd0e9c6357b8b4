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
	for calls.Load() < 3 { // it is called after each, not just after the first
		runtime.GC()
	}
}

// The limit leaves room for a quarter of the memory to be garbage.
func TestRoomFor(t *testing.T) {
	t.Parallel()
	assert.Equal(t, int64(1<<30), roomFor(3<<28))
}
