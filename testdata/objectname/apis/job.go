package apis

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	createJobObjectA = kernel32.NewProc("CreateJobObjectA")
	createJobObjectW = kernel32.NewProc("CreateJobObjectW")
	openJobObjectA   = kernel32.NewProc("OpenJobObjectA")
	openJobObjectW   = kernel32.NewProc("OpenJobObjectW")
)

// Jobs uses the functions of job objects.
func Jobs() {
	createJobObjectA.Call(0, uintptr(unsafe.Pointer(ansi("ApiJob"))))                        // want "warning: .*ApiJob.* \\(objectname\\)"
	createJobObjectW.Call(0, uintptr(unsafe.Pointer(wide("ApiJob"))))                        // want "warning: .*ApiJob.* \\(objectname\\)"
	openJobObjectA.Call(windows.MAXIMUM_ALLOWED, 0, uintptr(unsafe.Pointer(ansi("ApiJob")))) // want "warning: .*ApiJob.* \\(objectname\\)"
	openJobObjectW.Call(windows.MAXIMUM_ALLOWED, 0, uintptr(unsafe.Pointer(wide("ApiJob")))) // want "warning: .*ApiJob.* \\(objectname\\)"
	windows.CreateJobObject(nil, wide("ApiJob"))                                             // want "warning: .*ApiJob.* \\(objectname\\)"
}
