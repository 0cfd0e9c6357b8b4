// Package mkwinsyscall calls through code that mkwinsyscall writes. The calls in there are not reported, their callers are.
package mkwinsyscall

import "golang.org/x/sys/windows"

//sys	createWaitableTimer(sa *windows.SecurityAttributes, manualReset bool, name *uint16) (timer windows.Handle, err error) [failretval==0] = kernel32.CreateWaitableTimerW
//sys	openWaitableTimer(access uint32, inherit bool, name string) (timer windows.Handle, err error) [failretval==0] = kernel32.OpenWaitableTimerW

// Create makes the timer.
func Create() (windows.Handle, error) {
	return createWaitableTimer(nil, true, windows.StringToUTF16Ptr("GeneratedTimer")) // want "warning: .*GeneratedTimer.* \\(objectname\\)"
}

// Open opens the timer; the generated code converts the string.
func Open() (windows.Handle, error) {
	return openWaitableTimer(windows.SYNCHRONIZE, false, "GeneratedTimer") // want "warning: .*GeneratedTimer.* \\(objectname\\)"
}
