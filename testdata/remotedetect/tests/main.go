// Command tests wants to know whether its user sits at another computer.
package main

import (
	"fmt"
	"os"
	"strings"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const (
	remoteSession  = 0x1000
	virtualScreenX = 78
)

var metrics = windows.NewLazySystemDLL("user32.dll").NewProc("GetSystemMetrics")

func main() { systray.Run(ready, func() {}) }

func ready() {
	fmt.Println(slow(), quiet(), local(), shown(), there(), thin(), given(), served(), raw(), width())
	k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Tests`, registry.QUERY_VALUE)
	if err == nil {
		k.Close()
	}
	report(hello())
}

func slow() bool {
	return metric(remoteSession) != 0 // want `note: SM_REMOTESESSION is this program's only test for a remote session.* \(remotedetect\)`
}

func metric(i uintptr) uintptr {
	n, _, _ := metrics.Call(i)
	return n
}

func raw() bool {
	n, _, _ := metrics.Call(remoteSession) // want `note: SM_REMOTESESSION is this program's only test .* \(remotedetect\)`
	return n != 0
}

func width() uintptr { return metric(virtualScreenX) }

func quiet() bool {
	return strings.HasPrefix(strings.ToUpper(os.Getenv("SESSIONNAME")), "RDP-") // want `warning: SESSIONNAME tells of the session as it was.* \(remotedetect\)`
}

func local() bool {
	return os.Getenv("SESSIONNAME") == "Console" // want `warning: SESSIONNAME tells .* \(remotedetect\)`
}

func shown() bool {
	if os.Getenv("SESSIONNAME") != "Console" { // want `warning: SESSIONNAME tells .* \(remotedetect\)`
		return false
	}
	return true
}

func there() bool {
	_, ok := os.LookupEnv("CLIENTNAME") // want `warning: CLIENTNAME tells .* \(remotedetect\)`
	return ok
}

func thin() bool {
	name := os.Getenv("SESSIONNAME") // want `warning: SESSIONNAME tells .* \(remotedetect\)`
	switch strings.ToLower(name) {
	case "console":
		return false
	case "services":
		return false
	}
	return true
}

func given() bool {
	return os.Getenv("CLIENTNAME") != "" // want `warning: CLIENTNAME tells .* \(remotedetect\)`
}

func served() bool {
	return os.Getenv("SESSIONNAME") == "" // want `warning: whether SESSIONNAME is set tells how the program was started, not where: .* \(remotedetect\)`
}

type greeting struct {
	ClientComputer string
	Server         string
}

func hello() greeting {
	host, _ := os.Hostname()
	return greeting{
		ClientComputer: host, // want `warning: the computer's own name is taken for the client's \("ClientComputer"\).* \(remotedetect\)`
		Server:         host,
	}
}

func report(g greeting) { fmt.Println(g.ClientComputer, g.Server) }
