package driver

import (
	"os"
	"time"
)

// A stamp is what a file system says of the state of a file.
type stamp struct {
	size, modified, changed int64
	inode                   uint64
	// sure says that another content has another stamp. The time of change cannot be set back by anybody, unlike that of
	// modification; but what changes twice within one tick of the file system's clock has one stamp for both.
	sure bool
}

// tick is longer than that of any file system's clock.
const tick = 2 * time.Second

// stampOf returns the stamp of what is looked at now.
func stampOf(info os.FileInfo) stamp {
	s := stamp{size: info.Size(), modified: info.ModTime().UnixNano()}
	var ok bool
	s.changed, s.inode, ok = changeOf(info)
	s.sure = ok && info.ModTime().Before(time.Now().Add(-tick)) && s.changed < time.Now().Add(-tick).UnixNano()
	return s
}

// holds reports whether what had the stamp s and has the stamp now is the same.
func (s stamp) holds(now stamp) bool {
	now.sure = s.sure
	return s.sure && s == now
}
