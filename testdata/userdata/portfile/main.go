// Command portfile is a tray program whose second instance asks the first one, by the port that it has left in a file.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/systray"
)

func path(name string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		log.Fatal(err)
	}
	return filepath.Join(home, ".portfile", name)
}

func lockPath() string { return path("app.lock") } // want `warning: the file in the profile holds the port of one process, .* \(userdata\)`

func main() {
	if port := running(); port > 0 {
		if resp, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/show", port)); err == nil {
			resp.Body.Close()
		}
		return
	}
	systray.Run(serve, nil)
}

// running returns the port of the first instance.
func running() int {
	raw, err := os.ReadFile(lockPath())
	if err != nil {
		return 0
	}
	port, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return 0
	}
	resp, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/ping", port))
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return port
}

func serve() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := os.WriteFile(lockPath(), []byte(strconv.Itoa(port)), 0o600); err != nil {
		log.Print(err)
	}
	if err := os.WriteFile(path("last.txt"), []byte(strconv.Itoa(port)), 0o600); err != nil { // nobody reads it
		log.Print(err)
	}
	if err := os.WriteFile(filepath.Join(os.TempDir(), "app.lock"), []byte(strconv.Itoa(port)), 0o600); err != nil {
		log.Print(err)
	}
	if err := os.WriteFile(chosenPath(), []byte(strconv.Itoa(port)), 0o600); err != nil {
		log.Print(err)
	}
	if raw, err := os.ReadFile(chosenPath()); err == nil {
		log.Print("http://localhost:" + string(raw))
	}
	if conn := instance(); conn != nil {
		conn.Close()
		return
	}
	addr := listener.Addr().String()
	if err := os.WriteFile(addressPath(), []byte(addr+"\n"), 0o600); err != nil {
		log.Print(err)
	}
	if err := os.WriteFile(path("peer.txt"), []byte(other()), 0o600); err != nil { // where another program is
		log.Print(err)
	}
	go http.Serve(listener, nil)
}

func addressPath() string { return path("address") } // want `warning: the file in the profile holds the port of one process, .* \(userdata\)`

// instance connects to the first instance.
func instance() net.Conn {
	raw, err := os.ReadFile(addressPath())
	if err != nil {
		return nil
	}
	conn, err := net.Dial("tcp", strings.TrimSpace(string(raw)))
	if err != nil {
		return nil
	}
	return conn
}

func other() string {
	addr := os.Getenv("PORTFILE_PEER")
	if raw, err := os.ReadFile(path("peer.txt")); err == nil {
		addr = string(raw)
	}
	if conn, err := net.Dial("tcp", addr); err == nil {
		conn.Close()
	}
	return addr
}

// chosenPath is where the user says.
func chosenPath() string {
	if dir := os.Getenv("PORTFILE_DIR"); dir != "" {
		return filepath.Join(dir, "chosen.lock")
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		log.Fatal(err)
	}
	return filepath.Join(dir, "chosen.lock") // want `note: the file in the profile holds the port of one process, .* \(userdata\)`
}
