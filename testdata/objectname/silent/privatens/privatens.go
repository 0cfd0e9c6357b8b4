// Package privatens shows a private namespace: its alias stands where a prefix would. Silent.
package privatens

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32                 = windows.NewLazySystemDLL("kernel32.dll")
	createBoundaryDescriptor = kernel32.NewProc("CreateBoundaryDescriptorW")
	createPrivateNamespace   = kernel32.NewProc("CreatePrivateNamespaceW")
)

const alias = "Workshop"

// Ready makes the namespace and an event in it.
func Ready() (windows.Handle, error) {
	boundary, _, err := createBoundaryDescriptor.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("WorkshopBoundary"))), 0)
	if boundary == 0 {
		return 0, err
	}
	sa := windows.SecurityAttributes{Length: uint32(unsafe.Sizeof(windows.SecurityAttributes{}))}
	namespace, _, err := createPrivateNamespace.Call(uintptr(unsafe.Pointer(&sa)), boundary, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr(alias))))
	if namespace == 0 {
		return 0, errors.New("no namespace: " + err.Error())
	}
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(alias+`\Ready`))
	windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(`Workshop\Done`))
	return event, nil
}
