// Command table ends the program that the user has chosen among those that it knows by name.
package main

import (
	"log"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

type channel struct{ branch string }

var programs = map[string]string{
	"stable": "Talk",
	"next":   "TalkNext",
}

func main() {
	c := &channel{branch: os.Args[1]}
	end(c)
	log.Print("ended")
	end(c)
}

// end is told which of its own names is meant.
func end(c *channel) {
	name := programs[c.branch]
	pid := find(name + ".exe")
	if pid == 0 {
		return
	}
	p, err := os.FindProcess(int(pid))
	if err != nil {
		return
	}
	_ = p.Kill() // want `warning: every process of a program is ended in all sessions: .* \(processscope\)`
}

func find(name string) uint32 {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(snapshot)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for {
		if err := windows.Process32Next(snapshot, &entry); err != nil {
			return 0
		}
		if windows.UTF16ToString(entry.ExeFile[:]) == name {
			return entry.ProcessID
		}
	}
}
