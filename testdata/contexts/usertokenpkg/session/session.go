// Package session starts programs in a user's session, which only a service can.
package session

import (
	"golang.org/x/sys/windows"

	"rdslint.example/testdata/contexts/usertokenpkg/internal/notice"
)

// Token returns the token of the session's user.
func Token(session uint32) (token windows.Token) {
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		notice.Failed() // want:package `error: .*OpenURL.* \(serviceui\)`
	}
	return token
}
