// Command modules asks the processes for the names of their modules, and declares what it needs by itself.
package main

import (
	"os"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

type processEntry32 struct {
	Size            uint32
	Usage           uint32
	ProcessID       uint32
	DefaultHeapID   uintptr
	ModuleID        uint32
	Threads         uint32
	ParentProcessID uint32
	PriClassBase    int32
	Flags           uint32
	ExeFile         [260]uint16
}

var (
	kernel32 = syscall.NewLazyDLL("kernel32.dll")
	snapshot = kernel32.NewProc("CreateToolhelp32Snapshot")
	first    = kernel32.NewProc("Process32FirstW")
	next     = kernel32.NewProc("Process32NextW")
)

type watcher[T any] struct{ end func(pid uint32) }

func main() {
	byModule()
	w := &watcher[int]{end: kill}
	w.loop(map[string]bool{"helper.exe": true}) // want `warning: every process of .* \(processscope\)`
}

func byModule() {
	ids := make([]uint32, 1024)
	var n uint32
	if windows.EnumProcesses(ids, &n) != nil {
		return
	}
	for _, id := range ids[:n/4] {
		h, err := windows.OpenProcess(windows.PROCESS_QUERY_INFORMATION|windows.PROCESS_VM_READ|windows.PROCESS_TERMINATE, false, id)
		if err != nil {
			continue
		}
		var name [windows.MAX_PATH]uint16
		if windows.GetModuleBaseName(h, 0, &name[0], uint32(len(name))) == nil && strings.EqualFold(windows.UTF16ToString(name[:]), "helper.exe") {
			_ = windows.TerminateProcess(h, 1) // want `warning: every process of helper.exe .* \(processscope\)`
		}
		_ = windows.CloseHandle(h)
	}
}

func (w *watcher[T]) loop(names map[string]bool) {
	snap, _, _ := snapshot.Call(2, 0)
	defer syscall.CloseHandle(syscall.Handle(snap))
	var entry processEntry32
	entry.Size = uint32(unsafe.Sizeof(entry))
	ok, _, _ := first.Call(snap, uintptr(unsafe.Pointer(&entry)))
	for ok != 0 {
		if names[strings.ToLower(syscall.UTF16ToString(entry.ExeFile[:]))] {
			func() {
				p, err := os.FindProcess(int(entry.ProcessID))
				if err == nil {
					_ = p.Kill()
				}
			}()
		}
		ok, _, _ = next.Call(snap, uintptr(unsafe.Pointer(&entry)))
	}
}

func kill(pid uint32) {
	if p, err := os.FindProcess(int(pid)); err == nil {
		_ = p.Kill()
	}
}
