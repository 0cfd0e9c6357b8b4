// What is certain is reported in code that does not type-check.
package main

import (
	"golang.org/x/sys/windows"
)

func main() {
	session := windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console .* \(sessionid\)`
	undefined(session)
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return
	}
	token.Shut()
}
