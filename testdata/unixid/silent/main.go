// Command silent has other uses for the numbers, or names that tell users apart without them.
package main

import (
	"fmt"
	"log"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"runtime"

	"github.com/Microsoft/go-winio"
)

func main() {
	if os.Geteuid() != 0 {
		log.Print("not root: ", os.Getuid())
	}
	_ = os.Chown(`C:\Agent\agent.log`, os.Getuid(), os.Getgid())
	_ = os.WriteFile(filepath.Join(os.TempDir(), fmt.Sprintf("agent-%d", os.Getuid())), nil, 0o600)
	if dir, err := os.UserCacheDir(); err == nil {
		_ = os.WriteFile(filepath.Join(dir, fmt.Sprintf("agent-%d", os.Getuid())), nil, 0o600)
	}
	if _, err := os.Stat(fmt.Sprintf("/run/user/%d/agent.sock", os.Getuid())); err == nil {
		log.Print("a socket of the system's")
	}
	listen(fmt.Sprintf("/run/user/%d/agent.sock", os.Getuid()))
	_ = os.WriteFile(fmt.Sprintf("/tmp/agent-%d-%d", os.Getuid(), os.Getpid()), nil, 0o600)
	if u, err := user.Current(); err == nil {
		_ = os.WriteFile(fmt.Sprintf(`C:\ProgramData\Agent\%s.json`, u.Uid), nil, 0o600)
	}
	listen(elsewhere())
	listen(tested())
	_, _ = os.ReadFile(fmt.Sprintf("/tmp/agent-%d", os.Getuid()))
	if l, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\agent-%d-%d`, os.Getuid(), os.Getpid()), nil); err == nil {
		l.Close()
	}
}

func listen(path string) {
	if l, err := net.Listen("unix", path); err == nil {
		l.Close()
	}
}

func elsewhere() string {
	if runtime.GOOS != "windows" {
		return fmt.Sprintf("/tmp/agent-%d.sock", os.Getuid())
	}
	return filepath.Join(os.TempDir(), "agent.sock")
}

func tested() string {
	uid := os.Getuid()
	if uid == -1 {
		return filepath.Join(os.TempDir(), "agent.sock")
	}
	return fmt.Sprintf("/tmp/agent-%d.sock", uid)
}
