// The names of the events by which add-ins hear of reconnections.
package main

import (
	"fmt"
	"log"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	var session uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &session); err != nil {
		log.Fatal(err)
	}
	wait(open(fmt.Sprintf(`Global\Scan-%d-Reconnect`, session)))                                                                              // want `warning: event .* is the form from before Windows Server 2008.* \(sessionchange\)`
	event, err := windows.OpenEvent(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(fmt.Sprintf(`Global\Print-%d-Disconnect`, session))) // want `warning: event .*Print.* \(sessionchange\)`
	if err != nil {
		log.Fatal(err)
	}
	log.Print(session)
	wait(event)
	wait(open(`Local\Scan-Reconnect`))
	wait(open(fmt.Sprintf(`Global\Scan-%d-Ready`, session)))
}

func open(name string) windows.Handle {
	event, err := windows.OpenEvent(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(name))
	if err != nil {
		log.Fatal(err)
	}
	return event
}

func wait(event windows.Handle) {
	if _, err := windows.WaitForSingleObject(event, windows.INFINITE); err != nil {
		log.Fatal(err)
	}
}
