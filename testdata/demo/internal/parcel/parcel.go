// Package parcel is what the service and the tray client of ParcelTrack share.
package parcel

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

const (
	// Address is where the service takes subscriptions.
	Address = "127.0.0.1:4711"
	// UpdatedEvent is set whenever the status has changed.
	UpdatedEvent = "ParcelTrack.Updated"

	statusName = `Global\ParcelTrack.Status`
	statusSize = uint32(unsafe.Sizeof(Status{}))
	// The service and administrators write, users read and wait.
	access = "D:(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGX;;;AU)"
)

var procOpenFileMapping = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenFileMappingW")

// Status counts the parcels of today.
type Status struct {
	Open, Delivered uint32
	LastScan        int64
}

// Attributes returns the security attributes of the objects that users may open.
func Attributes() (*windows.SecurityAttributes, error) {
	sd, err := windows.SecurityDescriptorFromString(access)
	if err != nil {
		return nil, err
	}
	return &windows.SecurityAttributes{Length: uint32(unsafe.Sizeof(windows.SecurityAttributes{})), SecurityDescriptor: sd}, nil
}

// CreateStatus makes the block that the service writes.
func CreateStatus() (*Status, error) {
	attributes, err := Attributes()
	if err != nil {
		return nil, err
	}
	name := windows.StringToUTF16Ptr(statusName)
	mapping, err := windows.CreateFileMapping(windows.InvalidHandle, attributes, windows.PAGE_READWRITE, 0, statusSize, name)
	if err != nil {
		return nil, err
	}
	return view(mapping, windows.FILE_MAP_WRITE)
}

// OpenStatus opens the block to read it.
func OpenStatus() (*Status, error) {
	name := windows.StringToUTF16Ptr(statusName)
	mapping, _, err := procOpenFileMapping.Call(windows.FILE_MAP_READ, 0, uintptr(unsafe.Pointer(name)))
	if mapping == 0 {
		return nil, err
	}
	return view(windows.Handle(mapping), windows.FILE_MAP_READ)
}

func view(mapping windows.Handle, access uint32) (*Status, error) {
	address, err := windows.MapViewOfFile(mapping, access, 0, 0, uintptr(statusSize))
	if err != nil {
		return nil, err
	}
	return *(**Status)(unsafe.Pointer(&address)), nil
}
