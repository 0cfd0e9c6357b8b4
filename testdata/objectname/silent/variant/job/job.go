// Package job opens job objects by a Win32 name or by an object path.
package job

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	openJobObject   = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenJobObjectW")
	ntOpenJobObject = windows.NewLazySystemDLL("ntdll.dll").NewProc("NtOpenJobObject")
)

// Options say which job.
type Options struct {
	Name   string
	Native bool // Name is a path of the object manager
}

// Open opens the job.
func Open(o *Options) uintptr {
	name := windows.StringToUTF16Ptr(o.Name)
	if o.Native {
		job, _, _ := ntOpenJobObject.Call(uintptr(unsafe.Pointer(name)))
		return job
	}
	job, _, _ := openJobObject.Call(4, 0, uintptr(unsafe.Pointer(name)))
	return job
}
