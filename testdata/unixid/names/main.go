// Command names takes the number of a user for the user, in names that all users of the machine share.
package main

import (
	"fmt"
	"log"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"github.com/Microsoft/go-winio"
)

func main() {
	l, err := net.Listen("unix", socket())
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	c, err := net.Dial("unix", socket())
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	pipes()
	files()
	accounts()
}

func socket() string {
	if path := os.Getenv("AGENT_SOCKET"); path != "" {
		return path
	}
	return fmt.Sprintf("/tmp/agent-%d.sock", os.Getuid()) // want `warning: socket "/tmp/agent-<Unix user id>.sock" is to tell users apart by the number of a Unix user.* \(unixid\)`
}

func pipes() {
	l, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\agent-%d`, os.Geteuid()), nil) // want `warning: pipe .*agent-<Unix user id>" is .* \(unixid\)`
	if err == nil {
		l.Close()
	}
	l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 40000+os.Getuid())) // want `warning: port .* \(unixid\)`
	if err == nil {
		l.Close()
	}
}

func files() {
	name := "/var/tmp/agent-" // want `warning: path "/var/tmp/agent-<Unix user id>" .* \(unixid\)`
	name += strconv.Itoa(os.Getuid())
	_ = os.WriteFile(name, nil, 0o600)
	_ = os.MkdirAll(filepath.Join(os.Getenv("ProgramData"), "Agent", strconv.Itoa(os.Getgid())), 0o700)          // want `warning: path .*Agent.* \(unixid\)`
	_ = os.WriteFile(fmt.Sprintf("/tmp/agent-%s-%d", "lock", os.Getuid()), nil, 0o600)                           // want `warning: path .* \(unixid\)`
	_ = os.WriteFile(filepath.Join(`C:\Agent`, fmt.Sprintf("%v%%.log", os.Getegid())), []byte("started"), 0o600) // want `warning: path .* \(unixid\)`
}

func accounts() {
	u, err := user.Current()
	if err != nil {
		log.Fatal(err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		log.Print(err)
	}
	_ = os.WriteFile(fmt.Sprintf(`C:\ProgramData\Agent\%d.json`, uid), nil, 0o600) // want `warning: path .* \(unixid\)`
}
