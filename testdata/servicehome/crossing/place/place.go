// Package place tells where data lies.
package place

import (
	"log"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Config is the directory of settings.
func Config() string {
	dir, _ := os.UserConfigDir() // want:module `warning: os.UserConfigDir in a service.* \(servicehome\)`
	return dir
}

// Of returns what a variable holds.
func Of(name string) string { return os.Getenv(name) }

// Machine says who asks.
func Machine() string {
	log.Print(os.Getenv("USERNAME"))
	return os.Getenv("ProgramData")
}

// Certificates opens the store that the caller asks for, which is no affair of those who call it for the machine's.
func Certificates(user bool) (windows.Handle, error) {
	flags := uint32(windows.CERT_STORE_READONLY_FLAG)
	switch {
	case user:
		flags |= windows.CERT_SYSTEM_STORE_CURRENT_USER // want:module `note: the CURRENT_USER certificate store of a service.* \(servicehome\)`
	default:
		flags |= windows.CERT_SYSTEM_STORE_LOCAL_MACHINE
	}
	name := windows.StringToUTF16Ptr("MY")
	return windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, flags, uintptr(unsafe.Pointer(name)))
}
