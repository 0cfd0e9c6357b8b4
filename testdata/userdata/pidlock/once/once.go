// Package once lets one process go on.
package once

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/windows"
)

// Acquire fails while a process runs whose id is in the file.
func Acquire(path string) error {
	self := os.Getpid()
	if raw, err := os.ReadFile(path); err == nil {
		if pid, err := strconv.Atoi(string(raw)); err == nil && pid != self && runs(pid) {
			return fmt.Errorf("process %d runs already", pid)
		}
		os.Remove(path)
	}
	return os.WriteFile(path, []byte(strconv.Itoa(self)), 0o600)
}

func runs(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return false
	}
	defer windows.CloseHandle(h)
	return true
}
