// A service that takes whichever session comes first for the user's.
package main

import (
	"errors"
	"log"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var errNone = errors.New("nobody is here")

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	for _, find := range []func() (uint32, error){active, element, slice, pointer, last, chosen, ofUser, current, entry, owned} {
		if id, err := find(); err == nil {
			use(id)
		}
	}
	firstToken()
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			return false, 0
		case svc.SessionChange:
		}
	}
	return false, 0
}

func use(session uint32) {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err == nil {
		token.Close()
	}
}

// A loop that ends at the first hit.
func active() (uint32, error) {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil { // want `warning: the first session that is found is taken for the user's.* \(sessionid\)`
		return 0, err
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	for _, s := range unsafe.Slice(list, n) {
		if s.SessionID != 0 && s.State == windows.WTSActive {
			return s.SessionID, nil
		}
	}
	return 0, errNone
}

func enumerate() ([]windows.WTS_SESSION_INFO, error) {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return nil, err
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	return slices.Clone(unsafe.Slice(list, n)), nil
}

func element() (uint32, error) {
	list, err := enumerate() // want `warning: the first session that is found .* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	return list[0].SessionID, nil
}

func slice() (uint32, error) {
	list, err := enumerate() // want `warning: the first session that is found .* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	var id uint32
	for _, s := range list[:1] {
		id = s.SessionID
	}
	return id, nil
}

// The list begins where the pointer points.
func pointer() (uint32, error) {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil { // want `warning: the first session that is found .* \(sessionid\)`
		return 0, err
	}
	return list.SessionID, nil
}

// The last hit is as arbitrary as the first.
func last() (id uint32, err error) {
	list, err := enumerate() // want `warning: the first session that is found .* \(sessionid\)`
	for _, s := range list {
		switch s.State {
		case windows.WTSActive:
			id = s.SessionID
		}
	}
	return id, err
}

// An index that is found.
func chosen() (uint32, error) {
	list, err := enumerate() // want `warning: the first session that is found .* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(list, func(s windows.WTS_SESSION_INFO) bool { return s.State == windows.WTSActive })
	if i < 0 {
		return 0, errNone
	}
	return list[i].SessionID, nil
}

// The first session whose user has a name.
func ofUser() (uint32, error) {
	list, err := enumerate() // want `warning: the first session of a user.* \(sessionid\)`
	for _, s := range list {
		var token windows.Token
		if windows.WTSQueryUserToken(s.SessionID, &token) != nil {
			continue
		}
		user, err := token.GetTokenUser()
		token.Close()
		if err == nil && strings.EqualFold(user.User.Sid.String(), owner) {
			return s.SessionID, nil
		}
	}
	return 0, err
}

// The first session of a user that has a token.
func owned() (uint32, error) {
	list, err := enumerate() // want `warning: the first session of a user.* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	for _, s := range list {
		var token windows.Token
		if err := windows.WTSQueryUserToken(s.SessionID, &token); err != nil {
			continue
		}
		user, err := token.GetTokenUser()
		if err == nil && user != nil && user.User.Sid != nil && user.User.Sid.String() == owner {
			return uint32(token), nil
		}
		token.Close()
	}
	return 0, errNone
}

var owner = "S-1-5-21-1-2-3-1001"

// A structure of the program's own, and pointers that are counted on.
type sessionInfo struct {
	SessionID   uint32
	stationName *uint16
	State       uint32
}

var enumerateSessions = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSEnumerateSessionsW")

func list() ([]*sessionInfo, error) {
	var buffer, n uintptr
	if ok, _, err := enumerateSessions.Call(0, 0, 1, uintptr(unsafe.Pointer(&buffer)), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return nil, err
	}
	var out []*sessionInfo
	current := buffer
	for range n {
		out = append(out, (*sessionInfo)(unsafe.Pointer(current)))
		current += unsafe.Sizeof(sessionInfo{})
	}
	return out, nil
}

var consoleSession = windows.NewLazySystemDLL("kernel32.dll").NewProc("WTSGetActiveConsoleSessionId")

// First whoever is active, then the console.
func current() (uint32, error) {
	sessions, err := list() // want `warning: the first session that is found .* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	for i := range sessions {
		if sessions[i].State == 0 {
			return sessions[i].SessionID, nil
		}
	}
	id, _, err := consoleSession.Call() // want `warning: the session of the physical console .* \(sessionid\)`
	if id == 0xFFFFFFFF {
		return 0, err
	}
	return uint32(id), nil
}

// The element is what is found.
func entry() (uint32, error) {
	s, err := activeEntry() // want `warning: the first session that is found .* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	return s.SessionID, nil
}

func activeEntry() (*sessionInfo, error) {
	sessions, err := list()
	if err != nil {
		return nil, err
	}
	for _, s := range sessions {
		if s.State == 0 {
			return s, nil
		}
	}
	return nil, errNone
}

// The first session that has a token.
func firstToken() windows.Token {
	sessions, err := enumerate() // want `warning: the first session that is found .* \(sessionid\)`
	if err != nil {
		return 0
	}
	for i := 0; i < len(sessions); i++ {
		var token windows.Token
		if err := windows.WTSQueryUserToken(sessions[i].SessionID, &token); err != nil {
			continue
		}
		return token
	}
	return 0
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
