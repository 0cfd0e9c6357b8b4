// A service that asks who is there whenever a time has passed.
package main

import (
	"log"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	stop := make(chan bool)
	go watch(stop)
	go sleep()
	go pause()
	go other(stop)
	go signOut()
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			close(stop)
			return false, 0
		case svc.Pause:
			time.Sleep(time.Second)
		case svc.Continue:
			report()
		}
	}
	return false, 0
}

func watch(stop chan bool) {
	ticker := time.NewTicker(5 * time.Second) // want `note: the sessions are listed again and again on a timer.* \(sessionchange\)`
	defer ticker.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			report()
		}
	}
}

func sleep() {
	for {
		log.Print(sessions())
		time.Sleep(time.Minute) // want `note: the sessions are listed again and again .* \(sessionchange\)`
	}
}

func pause() {
	for range time.Tick(time.Minute) { // want `note: the sessions are listed again and again .* \(sessionchange\)`
		report()
	}
}

// The timer is for something else.
func other(stop chan bool) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-stop:
			report()
			return
		case <-ticker.C:
			log.Print("alive")
		}
	}
}

// The sessions are listed to end some of them, whenever that is due.
func signOut() {
	for {
		endAll("kiosk")
		time.Sleep(time.Hour)
	}
}

func endAll(user string) {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	for _, s := range unsafe.Slice(list, n) {
		if userOf(s.SessionID) == user {
			logoff.Call(0, uintptr(s.SessionID), 0)
		}
	}
}

var (
	wtsapi32 = windows.NewLazySystemDLL("wtsapi32.dll")
	logoff   = wtsapi32.NewProc("WTSLogoffSession")
	query    = wtsapi32.NewProc("WTSQuerySessionInformationW")
)

func userOf(session uint32) string {
	var name *uint16
	var size uint32
	if ok, _, _ := query.Call(0, uintptr(session), 5, uintptr(unsafe.Pointer(&name)), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return ""
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(name)))
	return windows.UTF16PtrToString(name)
}

func report() { log.Print(sessions()) }

func sessions() int {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return 0
	}
	windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	return int(n)
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
