package main

import (
	"fmt"
	"log"
	"os"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func init() {
	log.Print(os.Args)
	name, err := windows.UTF16PtrFromString(fmt.Sprintf(`Global\Agent-%d-Ready`, os.Getuid())) // want `warning: event .*Global.*Agent-<Unix user id>-Ready" .* \(unixid\)`
	if err == nil {
		_, _ = windows.CreateEvent(nil, 1, 0, name)
	}
	l, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\agent-%d-native`, os.Getuid()), nil) // want `warning: pipe .* \(unixid\)`
	if err == nil {
		l.Close()
	}
}
