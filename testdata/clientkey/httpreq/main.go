// An HTTP server that takes the address of a request for its user.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
)

type session struct {
	user  string
	token string
}

var (
	sessions = map[string]*session{}
	tokens   = map[string]token{}
)

type token string

func login(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	sessions[host] = &session{user: r.FormValue("user")} // want `warning: .*address.* \(clientkey\)`
}

func forwarded(w http.ResponseWriter, r *http.Request) {
	ip := strings.TrimSpace(strings.Split(r.Header.Get("X-Forwarded-For"), ",")[0])
	if s, ok := sessions[ip]; ok { // want `warning: .*address.* \(clientkey\)`
		fmt.Fprintf(w, "Hello %s", s.user)
	}
}

func realIP(w http.ResponseWriter, r *http.Request) {
	tokens[r.Header.Get("X-Real-IP")] = token(r.FormValue("token")) // want `warning: .*address.* \(clientkey\)`
}

func clientIP(r *http.Request) string {
	for _, name := range []string{"CF-Connecting-IP", "True-Client-IP", "X-Real-Ip"} {
		if ip := r.Header.Get(name); ip != "" {
			return ip
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func logout(w http.ResponseWriter, r *http.Request) {
	delete(sessions, clientIP(r)) // want `warning: .*address.* \(clientkey\)`
}

// The session's cookie says who it is.
func whoami(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("session")
	if err != nil {
		http.Error(w, "not logged in", http.StatusUnauthorized)
		return
	}
	if s, ok := sessions[cookie.Value]; ok {
		fmt.Fprintf(w, "%s from %s", s.user, clientIP(r))
	}
}

func main() {
	http.HandleFunc("/login", login)
	http.HandleFunc("/forwarded", forwarded)
	http.HandleFunc("/real", realIP)
	http.HandleFunc("/logout", logout)
	http.HandleFunc("/whoami", whoami)
	log.Fatal(http.ListenAndServe(":7005", nil))
}
