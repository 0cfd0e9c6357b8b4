// Session 1 as a number, in whatever code.
package main

import (
	"log"

	"golang.org/x/sys/windows"
)

const userSession = 1

var disconnect = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSDisconnectSession")

func token(session uint32) windows.Token {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return 0
	}
	return token
}

func main() {
	log.Print(token(1))                // want `warning: session 1 is .* \(sessionid\)`
	disconnect.Call(0, userSession, 0) // want `warning: session 1 is .* \(sessionid\)`
	log.Print(token(2))
}
