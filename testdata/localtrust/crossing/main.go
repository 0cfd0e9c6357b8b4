// Command crossing asks another package whether requests are local.
package main

import (
	"net/http"

	"rdslint.example/testdata/localtrust/crossing/netutil"
)

func main() {
	http.HandleFunc("/a", asked)
	http.HandleFunc("/b", given)
	http.HandleFunc("/c", host)
	http.ListenAndServe(":8080", nil)
}

func asked(w http.ResponseWriter, r *http.Request) {
	if netutil.IsLocal(r) { // want:module `warning: .* is let in without .* \(localtrust\)`
		w.Write([]byte("ok"))
		return
	}
	rest(w, r)
}

func given(w http.ResponseWriter, r *http.Request) {
	if !netutil.IsLoopback(r.RemoteAddr) { // want:module `warning: .* is let in without .* \(localtrust\)`
		if r.Header.Get("X-Token") != "x" {
			w.WriteHeader(401)
			return
		}
	}
	w.Write([]byte("ok"))
}

// host asks about the name that the client called, not about the client.
func host(w http.ResponseWriter, r *http.Request) {
	if netutil.IsLoopback(r.Host) {
		w.Write([]byte("ok"))
		return
	}
	rest(w, r)
}

func rest(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Token") != "x" {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	w.Write([]byte("ok"))
}
