package driver

import (
	"os"
	"syscall"
)

// changeOf returns when the state of a file was last changed, and its number.
func changeOf(info os.FileInfo) (changed int64, inode uint64, ok bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return st.Ctimespec.Nano(), st.Ino, true
}
