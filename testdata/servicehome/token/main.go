// Command token is a service that starts programs as users.
package main

import (
	"log"
	"os"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ name string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for request := range requests {
		var token windows.Token
		if windows.WTSQueryUserToken(uint32(request.EventType), &token) != nil {
			continue
		}
		a.same(token)
		a.again(token)
		a.paths(token)
		a.native(token)
		a.block(token)
		a.unset(token)
		a.of(token)
		a.attempt(token)
		a.system(token)
		a.own()
		a.moved(uint32(request.EventType))
		token.Close()
	}
	return false, 0
}

func (a *agent) same(token windows.Token) {
	cmd := exec.Command(a.name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.Env = os.Environ() // want `warning: the process runs with a user's token but with the environment.* \(servicehome\)`
	log.Print(cmd.Run())
}

// again has attributes from a function that returns what it returns itself.
func (a *agent) again(token windows.Token) {
	cmd := exec.Command(a.name)
	cmd.SysProcAttr = as(token, 2)
	cmd.Env = os.Environ() // want `warning: the process runs with a user's token but with the environment.* \(servicehome\)`
	log.Print(cmd.Run())
}

func as(token windows.Token, tries int) *syscall.SysProcAttr {
	if tries > 0 {
		attr := as(token, tries-1)
		return attr
	}
	return &syscall.SysProcAttr{Token: syscall.Token(token)}
}

func (a *agent) paths(token windows.Token) {
	os.StartProcess(a.name, []string{a.name}, &os.ProcAttr{
		Env: []string{"PATH=" + os.Getenv("PATH"), "TEMP=" + os.Getenv("TEMP")}, // want `warning: the process runs with a user's token but with the environment.* \(servicehome\)`
		Sys: &syscall.SysProcAttr{Token: syscall.Token(token)},
	})
}

func (a *agent) native(token windows.Token) {
	var si windows.StartupInfo
	var pi windows.ProcessInformation
	line := windows.StringToUTF16Ptr(a.name)
	windows.CreateProcessAsUser(token, nil, line, nil, nil, false, 0, nil, nil, &si, &pi) // want `warning: the process runs with a user's token but with the environment.* \(servicehome\)`
}

// block makes the environment of the token.
func (a *agent) block(token windows.Token) {
	var si windows.StartupInfo
	var pi windows.ProcessInformation
	var env *uint16
	if windows.CreateEnvironmentBlock(&env, token, false) != nil {
		return
	}
	defer windows.DestroyEnvironmentBlock(env)
	line := windows.StringToUTF16Ptr(a.name)
	windows.CreateProcessAsUser(token, nil, line, nil, nil, false, windows.CREATE_UNICODE_ENVIRONMENT, env, nil, &si, &pi)
}

// unset leaves the environment to os/exec, which asks the token.
func (a *agent) unset(token windows.Token) {
	cmd := exec.Command(a.name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	log.Print(cmd.Run())
}

// of asks the token itself.
func (a *agent) of(token windows.Token) {
	env, err := token.Environ(false)
	if err != nil {
		return
	}
	cmd := exec.Command(a.name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.Env = append(env, "AGENT=1")
	log.Print(cmd.Run())
}

// attempt has the service's environment only where the user's cannot be had.
func (a *agent) attempt(token windows.Token) {
	cmd := exec.Command(a.name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	env, err := token.Environ(false)
	if err == nil {
		cmd.Env = env
	} else {
		cmd.Env = os.Environ()
	}
	log.Print(cmd.Run())
}

// system gives what all processes need, and what the request holds.
func (a *agent) system(token windows.Token) {
	cmd := exec.Command(a.name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.Env = append(a.requested(), "SYSTEMROOT="+os.Getenv("SYSTEMROOT"))
	log.Print(cmd.Run())
}

func (a *agent) requested() []string {
	if a.name == "" {
		return os.Environ()
	}
	return given
}

var given = []string{"AGENT=1"}

// own starts a program as the service itself, once with a token that is only weaker.
func (a *agent) own() {
	cmd := exec.Command(a.name)
	cmd.Env = append(os.Environ(), "AGENT=1")
	log.Print(cmd.Run())

	var self, weak windows.Token
	if windows.OpenProcessToken(windows.CurrentProcess(), windows.TOKEN_ALL_ACCESS, &self) != nil {
		return
	}
	if windows.DuplicateTokenEx(self, 0, nil, windows.SecurityImpersonation, windows.TokenPrimary, &weak) != nil {
		return
	}
	child := exec.Command(a.name)
	child.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(weak)}
	child.Env = os.Environ()
	log.Print(child.Run())
}

// moved starts a program in a session that is still the service's own account.
func (a *agent) moved(session uint32) {
	token, err := moved(session)
	if err != nil {
		return
	}
	var si windows.StartupInfo
	var pi windows.ProcessInformation
	line := windows.StringToUTF16Ptr(a.name)
	windows.CreateProcessAsUser(token, nil, line, nil, nil, false, 0, nil, nil, &si, &pi)
}

func moved(session uint32) (windows.Token, error) {
	var self, other windows.Token
	if err := windows.OpenProcessToken(windows.CurrentProcess(), windows.TOKEN_ALL_ACCESS, &self); err != nil {
		return 0, err
	}
	if err := windows.DuplicateTokenEx(self, 0, nil, windows.SecurityImpersonation, windows.TokenPrimary, &other); err != nil {
		return 0, err
	}
	if err := windows.SetTokenInformation(other, windows.TokenSessionId, (*byte)(unsafe.Pointer(&session)), 4); err != nil {
		return 0, err
	}
	return other, nil
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
