// Command refuses is a program in a user's session whose endpoint every local peer may use.
package main

import (
	"net"
	"net/http"
	"os/exec"

	"fyne.io/systray"
)

func main() { systray.Run(ready, func() {}) }

func ready() {
	http.HandleFunc("/open", open)
	http.HandleFunc("/token", guarded)
	http.Serve(nil, nil)
}

func open(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if !net.ParseIP(host).IsLoopback() { // want `note: any peer on the machine may use this in the user's program: .* \(localtrust\)`
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	exec.Command("notepad.exe", r.FormValue("file")).Start()
}

const secret = "x"

// guarded asks local peers for a token as well.
func guarded(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if !net.ParseIP(host).IsLoopback() {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	if r.Header.Get("X-Token") != token() {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	exec.Command("notepad.exe").Start()
}

func token() string { return secret }
