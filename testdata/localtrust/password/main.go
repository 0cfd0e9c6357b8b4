// Command password serves the loopback address with constant passwords.
package main

import (
	"crypto/subtle"
	"net/http"
	"os"
)

const password = "hunter2"

func main() {
	http.HandleFunc("/a", basic)
	http.HandleFunc("/b", compared)
	http.HandleFunc("/c", header)
	http.HandleFunc("/d", told)
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil)
}

func basic(w http.ResponseWriter, r *http.Request) {
	user, pass, ok := r.BasicAuth()
	if !ok || user != "admin" || pass != "admin" { // want `note: the password of a server on the loopback address is a constant: .* \(localtrust\)`
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Write([]byte("ok"))
}

func compared(w http.ResponseWriter, r *http.Request) {
	_, pass, _ := r.BasicAuth()
	if subtle.ConstantTimeCompare([]byte(pass), []byte(password)) != 1 { // want `note: the password of a server .* \(localtrust\)`
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Write([]byte("ok"))
}

func header(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Api-Key") != "0123456789" { // want `note: the password of a server .* \(localtrust\)`
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Header.Get("Content-Type") != "application/json" {
		return
	}
	w.Write([]byte("ok"))
}

// told compares with what the administrator has chosen.
func told(w http.ResponseWriter, r *http.Request) {
	_, pass, _ := r.BasicAuth()
	if pass == "" || pass != os.Getenv("PASSWORD") {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Write([]byte("ok"))
}
