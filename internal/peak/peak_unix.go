//go:build unix

// Package peak tells how much memory processes needed.
package peak

import (
	"os"
	"runtime"
	"syscall"
)

// Memory returns the most that a process, or one that it waited for, has held, in bytes; zero where the system does not tell.
func Memory(p *os.ProcessState) int64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss) //nolint:unconvert // it is an int32 on some systems
	}
	return int64(usage.Maxrss) * 1024 //nolint:unconvert // it is an int32 on some systems
}
