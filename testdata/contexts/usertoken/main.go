// WTSQueryUserToken needs LocalSystem: the function that calls it, and those that only it calls, run in a service.
package main

import (
	"log"
	"os"
	"strconv"
	"syscall"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
)

func runIn(session uint32, name string) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		fail("no token for session " + strconv.FormatUint(uint64(session), 10))
		return err
	}
	defer token.Close()
	attr := &os.ProcAttr{Sys: &syscall.SysProcAttr{Token: syscall.Token(token)}}
	process, err := os.StartProcess(name, []string{name}, attr)
	if err != nil {
		browser.OpenURL("https://example.com/failed") // want `error: .*OpenURL.* \(serviceui\)`
		return err
	}
	return process.Release()
}

func fail(text string) {
	log.Print(text)
	browser.OpenURL("https://example.com/no-token") // want `error: .*OpenURL.* \(serviceui\)`
}

// usage is called from outside runIn, so nothing is known of it.
func usage() {
	browser.OpenURL("https://example.com/usage")
}

func main() {
	if len(os.Args) != 3 {
		usage()
		os.Exit(2)
	}
	session, err := strconv.ParseUint(os.Args[1], 10, 32)
	if err != nil {
		usage()
		os.Exit(2)
	}
	if err := runIn(uint32(session), os.Args[2]); err != nil {
		log.Fatal(err)
	}
}
