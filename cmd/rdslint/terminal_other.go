//go:build !windows

package main

import (
	"io"
	"os"
)

// isTerminal reports whether a writer is a terminal. /dev/null passes for one, and does not mind.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
