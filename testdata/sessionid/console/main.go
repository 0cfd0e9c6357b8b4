// A service that takes the session at the console for the user's.
package main

import (
	"log"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ session uint32 }

func (a *agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	helper()
	tray()
	byProc()
	a.keep()
	notify()
	a.tell()
	system()
	legacy()
	inClosure()
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			return false, 0
		case svc.SessionChange:
			n := (*windows.WTSSESSION_NOTIFICATION)(unsafe.Pointer(c.EventData))
			start(n.SessionID)
		}
	}
	return false, 0
}

// The token goes to os/exec.
func helper() {
	id := windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console is taken for the user's.*: the token reaches .* \(sessionid\)`
	if id == 0xFFFFFFFF {
		return
	}
	var token windows.Token
	if err := windows.WTSQueryUserToken(id, &token); err != nil {
		return
	}
	defer token.Close()
	cmd := exec.Command("helper.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.Start()
}

// The session is a parameter further down.
func tray() {
	session := windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console .* \(sessionid\)`
	if err := start(session); err != nil {
		log.Print(err)
	}
}

func start(session uint32) error {
	token, err := query(session)
	if err != nil {
		return err
	}
	defer token.Close()
	var primary windows.Token
	if err := windows.DuplicateTokenEx(token, windows.MAXIMUM_ALLOWED, nil, windows.SecurityIdentification, windows.TokenPrimary, &primary); err != nil {
		return err
	}
	var env *uint16
	if err := windows.CreateEnvironmentBlock(&env, primary, false); err != nil {
		return err
	}
	defer windows.DestroyEnvironmentBlock(env)
	return windows.CreateProcessAsUser(primary, windows.StringToUTF16Ptr("tray.exe"), nil, nil, nil, false, windows.CREATE_UNICODE_ENVIRONMENT, env, nil, new(windows.StartupInfo), new(windows.ProcessInformation))
}

func query(session uint32) (windows.Token, error) {
	var token windows.Token
	err := windows.WTSQueryUserToken(session, &token)
	return token, err
}

var (
	kernel32        = windows.NewLazySystemDLL("kernel32.dll")
	wtsapi32        = windows.NewLazySystemDLL("wtsapi32.dll")
	consoleSession  = kernel32.NewProc("WTSGetActiveConsoleSessionId")
	queryUserToken  = wtsapi32.NewProc("WTSQueryUserToken")
	sendMessage     = wtsapi32.NewProc("WTSSendMessageW")
	setTokenSession = windows.NewLazySystemDLL("advapi32.dll").NewProc("SetTokenInformation")
)

// Procedures by their names.
func byProc() {
	id, _, _ := consoleSession.Call() // want `warning: the session of the physical console .* \(sessionid\)`
	var token syscall.Token
	queryUserToken.Call(id, uintptr(unsafe.Pointer(&token)))
	token.Close()
}

// A field in between.
func (a *agent) keep() {
	a.session = windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console .*: the message reaches .* \(sessionid\)`
}

func (a *agent) tell() {
	title, text := windows.StringToUTF16("Agent"), windows.StringToUTF16("The update is ready")
	var answer uint32
	sendMessage.Call(0, uintptr(a.session), uintptr(unsafe.Pointer(&title[0])), 12, uintptr(unsafe.Pointer(&text[0])), 40, 0, 0, uintptr(unsafe.Pointer(&answer)), 0)
}

// No variable at all.
func notify() {
	title := windows.StringToUTF16("Agent")
	sendMessage.Call(0, uintptr(windows.WTSGetActiveConsoleSessionId()), uintptr(unsafe.Pointer(&title[0])), 12, uintptr(unsafe.Pointer(&title[0])), 12, 0, 0, 0, 0) // want `warning: the session of the physical console .* \(sessionid\)`
}

// The service's own token is moved to the session.
func system() {
	var token, moved windows.Token
	if err := windows.OpenProcessToken(windows.CurrentProcess(), windows.TOKEN_ALL_ACCESS, &token); err != nil {
		return
	}
	if err := windows.DuplicateTokenEx(token, windows.MAXIMUM_ALLOWED, nil, windows.SecurityIdentification, windows.TokenPrimary, &moved); err != nil {
		return
	}
	id := windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console .* \(sessionid\)`
	windows.SetTokenInformation(moved, windows.TokenSessionId, (*byte)(unsafe.Pointer(&id)), 4)
	setTokenSession.Call(uintptr(moved), 12, uintptr(unsafe.Pointer(&id)), 4)
}

// The helper's process in a session is found by the name of its program, and its token taken.
func legacy() {
	pid := logonProcess(windows.WTSGetActiveConsoleSessionId()) // want `warning: the session of the physical console .* the process reaches .* \(sessionid\)`
	process, err := windows.OpenProcess(windows.MAXIMUM_ALLOWED, false, pid)
	if err != nil {
		return
	}
	defer windows.CloseHandle(process)
	var token windows.Token
	if err := windows.OpenProcessToken(process, windows.TOKEN_DUPLICATE, &token); err != nil {
		return
	}
	cmd := exec.Command("helper.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.Start()
}

func logonProcess(session uint32) uint32 {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(snapshot)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err := windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		if windows.UTF16ToString(entry.ExeFile[:]) != "winlogon.exe" {
			continue
		}
		var id uint32
		if windows.ProcessIdToSessionId(entry.ProcessID, &id) == nil && id == session {
			return entry.ProcessID
		}
	}
	return 0
}

func inClosure() {
	find := func() uint32 {
		return windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console .* \(sessionid\)`
	}
	go func(session uint32) {
		if token, err := query(session); err == nil {
			token.Close()
		}
	}(find())
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
