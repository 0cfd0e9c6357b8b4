// Command certs is a service that opens certificate stores.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ location string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	name := windows.StringToUTF16Ptr("MY")
	windows.CertOpenSystemStore(0, name)                                                                                               // want `warning: the CURRENT_USER certificate store of a service.*LOCAL_MACHINE.* \(servicehome\)`
	windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, windows.CERT_SYSTEM_STORE_CURRENT_USER, uintptr(unsafe.Pointer(name))) // want `warning: the CURRENT_USER certificate store of a service.* \(servicehome\)`
	windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, windows.CERT_SYSTEM_STORE_LOCAL_MACHINE, uintptr(unsafe.Pointer(name)))
	windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, a.flags(), uintptr(unsafe.Pointer(name)))
	a.configured(name)
	<-requests
	return false, 0
}

func (a *agent) flags() uint32 {
	return windows.CERT_SYSTEM_STORE_LOCAL_MACHINE | windows.CERT_STORE_READONLY_FLAG
}

// configured opens what the administrator asks for.
func (a *agent) configured(name *uint16) {
	flags := uint32(windows.CERT_STORE_READONLY_FLAG)
	switch a.location {
	case "user":
		flags |= windows.CERT_SYSTEM_STORE_CURRENT_USER // want `note: the CURRENT_USER certificate store of a service.* \(servicehome\)`
	default:
		flags |= windows.CERT_SYSTEM_STORE_LOCAL_MACHINE
	}
	windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, flags, uintptr(unsafe.Pointer(name)))
}

func main() {
	if err := svc.Run("agent", &agent{location: "machine"}); err != nil {
		log.Fatal(err)
	}
}
