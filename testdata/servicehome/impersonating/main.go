// Command impersonating is a service whose threads take the identity of its clients.
package main

import (
	"log"
	"os"
	"runtime"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

var (
	advapi32               = windows.NewLazySystemDLL("advapi32.dll")
	impersonateLoggedOn    = advapi32.NewProc("ImpersonateLoggedOnUser")
	impersonateNamedClient = advapi32.NewProc("ImpersonateNamedPipeClient")
)

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.serve(0, 0)
	<-requests
	return false, 0
}

func (a *agent) serve(token windows.Token, pipe windows.Handle) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	impersonateLoggedOn.Call(uintptr(token))
	setting()
	windows.RevertToSelf()

	as(token, func() {
		home, _ := os.UserHomeDir()
		a.dirs = append(a.dirs, home)
	})

	impersonateNamedClient.Call(uintptr(pipe))
	defer windows.RevertToSelf()
	config, _ := os.UserConfigDir()
	a.dirs = append(a.dirs, config)
	a.after()
}

// setting is asked for on behalf of a client only.
func setting() {
	if k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Agent`, registry.READ); err == nil {
		k.Close()
	}
}

func as(token windows.Token, f func()) {
	impersonateLoggedOn.Call(uintptr(token))
	defer windows.RevertToSelf()
	f()
}

// after runs as the service again.
func (a *agent) after() {
	windows.RevertToSelf()
	go func() {
		impersonateLoggedOn.Call(0)
		windows.RevertToSelf()
		cache, _ := os.UserCacheDir() // want `warning: os.UserCacheDir in a service.* \(servicehome\)`
		a.dirs = append(a.dirs, cache)
	}()
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
