// A service that serves every session, or the one that is named.
package main

import (
	"log"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ helpers map[uint32]windows.Token }

func (a *agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	a.all()
	for _, id := range ids() {
		a.start(id)
	}
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			return false, 0
		case svc.SessionChange:
			n := (*windows.WTSSESSION_NOTIFICATION)(unsafe.Pointer(c.EventData))
			switch c.EventType {
			case windows.WTS_SESSION_LOGON:
				a.start(n.SessionID)
			case windows.WTS_CONSOLE_CONNECT:
				if state(n.SessionID) == windows.WTSActive {
					log.Print("the console is ", windows.WTSGetActiveConsoleSessionId())
				}
			}
		}
	}
	return false, 0
}

func (a *agent) start(session uint32) bool {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return false
	}
	a.helpers[session] = token
	return true
}

func enumerate() []windows.WTS_SESSION_INFO {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return nil
	}
	return unsafe.Slice(list, n)
}

// Each session has its turn, though one that fails is left out or ends it all.
func (a *agent) all() error {
	for _, s := range enumerate() {
		if s.State != windows.WTSActive {
			continue
		}
		var token windows.Token
		if err := windows.WTSQueryUserToken(s.SessionID, &token); err != nil {
			return err
		}
		a.helpers[s.SessionID] = token
	}
	for _, s := range enumerate() {
		if ok := a.start(s.SessionID); !ok {
			break
		}
	}
	return nil
}

func ids() []uint32 {
	var out []uint32
	for _, s := range enumerate() {
		out = append(out, s.SessionID)
	}
	return out
}

// A session is searched by its id.
func state(id uint32) uint32 {
	for _, s := range enumerate() {
		if s.SessionID == id {
			var token windows.Token
			if windows.WTSQueryUserToken(s.SessionID, &token) == nil {
				token.Close()
			}
			return s.State
		}
	}
	return windows.WTSDown
}

// become takes the token of winlogon.exe to be LocalSystem, not to find a user.
func become() windows.Token {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err := windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		if windows.UTF16ToString(entry.ExeFile[:]) != "winlogon.exe" {
			continue
		}
		process, err := windows.OpenProcess(windows.PROCESS_QUERY_INFORMATION, false, entry.ProcessID)
		if err != nil {
			continue
		}
		var token windows.Token
		if windows.OpenProcessToken(process, windows.TOKEN_DUPLICATE, &token) == nil {
			return token
		}
	}
	return 0
}

// elevate starts the program with a token that is not a user's.
func elevate() error {
	token := become()
	var env *uint16
	if err := windows.CreateEnvironmentBlock(&env, token, false); err != nil {
		return err
	}
	defer windows.DestroyEnvironmentBlock(env)
	return windows.CreateProcessAsUser(token, windows.StringToUTF16Ptr(os.Args[0]), nil, nil, nil, false, windows.CREATE_UNICODE_ENVIRONMENT, env, nil, new(windows.StartupInfo), new(windows.ProcessInformation))
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "elevate" {
		if err := elevate(); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run("agent", &agent{helpers: map[uint32]windows.Token{}}); err != nil {
		log.Fatal(err)
	}
}
