package apis

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	createFileMappingA     = kernel32.NewProc("CreateFileMappingA")
	createFileMappingW     = kernel32.NewProc("CreateFileMappingW")
	createFileMappingNumaA = kernel32.NewProc("CreateFileMappingNumaA")
	createFileMappingNumaW = kernel32.NewProc("CreateFileMappingNumaW")
	createFileMapping2     = kernel32.NewProc("CreateFileMapping2")
	openFileMappingA       = kernel32.NewProc("OpenFileMappingA")
	openFileMappingW       = kernel32.NewProc("OpenFileMappingW")
)

// Mappings uses the functions of file mapping objects.
func Mappings() {
	createFileMappingA.Call(pageFile, 0, windows.PAGE_READWRITE, 0, 4096, uintptr(unsafe.Pointer(ansi("ApiMapping"))))                               // want "warning: .*ApiMapping.* \\(objectname\\)"
	createFileMappingW.Call(pageFile, 0, windows.PAGE_READWRITE, 0, 4096, uintptr(unsafe.Pointer(wide("ApiMapping"))))                               // want "warning: .*ApiMapping.* \\(objectname\\)"
	createFileMappingNumaA.Call(pageFile, 0, windows.PAGE_READWRITE, 0, 4096, uintptr(unsafe.Pointer(ansi("ApiMapping"))), 0)                        // want "warning: .*ApiMapping.* \\(objectname\\)"
	createFileMappingNumaW.Call(pageFile, 0, windows.PAGE_READWRITE, 0, 4096, uintptr(unsafe.Pointer(wide("ApiMapping"))), 0)                        // want "warning: .*ApiMapping.* \\(objectname\\)"
	createFileMapping2.Call(pageFile, 0, windows.FILE_MAP_WRITE, windows.PAGE_READWRITE, 0, 4096, uintptr(unsafe.Pointer(wide("ApiMapping"))), 0, 0) // want "warning: .*ApiMapping.* \\(objectname\\)"
	openFileMappingA.Call(windows.FILE_MAP_WRITE, 0, uintptr(unsafe.Pointer(ansi("ApiMapping"))))                                                    // want "warning: .*ApiMapping.* \\(objectname\\)"
	openFileMappingW.Call(windows.FILE_MAP_WRITE, 0, uintptr(unsafe.Pointer(wide("ApiMapping"))))                                                    // want "warning: .*ApiMapping.* \\(objectname\\)"
	windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, wide("ApiMapping"))                                       // want "warning: .*ApiMapping.* \\(objectname\\)"
}
