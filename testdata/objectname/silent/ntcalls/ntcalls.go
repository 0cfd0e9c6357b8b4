// Package ntcalls shows Nt calls with full object paths. Silent.
package ntcalls

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

const eventAllAccess = 0x1F0003

var ntCreateEvent = windows.NewLazySystemDLL("ntdll.dll").NewProc("NtCreateEvent")

// Ready creates an event by its full path.
func Ready() (event windows.Handle, err error) {
	name, err := windows.NewNTUnicodeString(`\BaseNamedObjects\NtReady`)
	if err != nil {
		return 0, err
	}
	attributes := windows.OBJECT_ATTRIBUTES{ObjectName: name, Attributes: windows.OBJ_CASE_INSENSITIVE}
	attributes.Length = uint32(unsafe.Sizeof(attributes))
	status, _, _ := ntCreateEvent.Call(uintptr(unsafe.Pointer(&event)), eventAllAccess, uintptr(unsafe.Pointer(&attributes)), 0, 0)
	if status != 0 {
		return 0, windows.NTStatus(status)
	}
	return event, nil
}
