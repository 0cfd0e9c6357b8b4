// Command nonwin trusts local peers on other systems only.
package main

import (
	"net"
	"net/http"
	"runtime"
)

func main() {
	http.HandleFunc("/", handle)
	http.ListenAndServe(":8080", nil)
}

func handle(w http.ResponseWriter, r *http.Request) {
	if runtime.GOOS != "windows" {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		if net.ParseIP(host).IsLoopback() {
			w.Write([]byte("ok"))
			return
		}
	}
	if r.Header.Get("X-Token") == "" {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	w.Write([]byte("ok"))
}
