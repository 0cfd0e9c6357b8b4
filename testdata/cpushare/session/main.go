// Command session is a user's program that wants more of the processors than others.
package main

import (
	"os/exec"
	"syscall"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

const high = 0x80

var (
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	affinity = kernel32.NewProc("SetProcessAffinityMask")
	finer    = windows.NewLazySystemDLL("winmm.dll").NewProc("timeBeginPeriod")
)

func main() { systray.Run(ready, func() {}) }

func ready() {
	self := windows.CurrentProcess()
	windows.SetPriorityClass(self, windows.HIGH_PRIORITY_CLASS)         // want `warning: HIGH_PRIORITY_CLASS puts this program before all other users'.* \(cpushare\)`
	windows.SetPriorityClass(self, windows.ABOVE_NORMAL_PRIORITY_CLASS) // want `note: ABOVE_NORMAL_PRIORITY_CLASS puts this program .* \(cpushare\)`
	windows.SetPriorityClass(self, windows.BELOW_NORMAL_PRIORITY_CLASS)
	raise(windows.REALTIME_PRIORITY_CLASS) // want `warning: REALTIME_PRIORITY_CLASS puts this program .* \(cpushare\)`
	raise(windows.NORMAL_PRIORITY_CLASS)
	hurry(self)
	giveBack(self, 3)

	affinity.Call(uintptr(self), 1) // want `warning: the process is tied to some processors.* \(cpushare\)`
	tie(2)                          // want `warning: the process is tied to some processors.* \(cpushare\)`
	windows.TimeBeginPeriod(1)      // want `warning: the clock is made to tick up to a thousand times a second.* \(cpushare\)`
	finer.Call(10)

	cmd := exec.Command("encoder.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW | high} // want `warning: HIGH_PRIORITY_CLASS puts this program .* \(cpushare\)`
	cmd.Start()
}

func raise(class uint32) { windows.SetPriorityClass(windows.CurrentProcess(), class) }

func tie(mask uintptr) { affinity.Call(uintptr(windows.CurrentProcess()), mask) }

func hurry(process windows.Handle) {
	windows.SetPriorityClass(process, windows.HIGH_PRIORITY_CLASS) // want `warning: HIGH_PRIORITY_CLASS puts this program .* \(cpushare\)`
}

// What a process had before.
func giveBack(process windows.Handle, pid uint32) {
	affinity.Call(uintptr(process), before[pid])
}

var before = map[uint32]uintptr{}
