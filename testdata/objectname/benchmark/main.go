// Command benchmark measures itself: what is given a testing.B runs in the program.
package main

import (
	"fmt"
	"testing"

	"golang.org/x/sys/windows"
)

func main() {
	fmt.Println(testing.Benchmark(func(b *testing.B) { create(b) }))
}

func create(b *testing.B) {
	for b.Loop() {
		h, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr("BenchmarkEvent")) // want `warning: named event "BenchmarkEvent" has no namespace prefix.* \(objectname\)`
		windows.CloseHandle(h)
	}
}
