// Command skips serves requests that need a token, unless they come from the machine itself.
package main

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

type server struct{ token string }

func main() {
	s := &server{token: "x"}
	http.Handle("/a", s.middleware(http.NotFoundHandler()))
	http.HandleFunc("/b", s.either)
	http.HandleFunc("/c", s.equal)
	http.HandleFunc("/d", s.named)
	http.HandleFunc("/e", s.prefix)
	http.HandleFunc("/f", s.variable)
	http.HandleFunc("/g", s.flagged)
	http.HandleFunc("/h", s.configured)
	http.HandleFunc("/i", s.asks)
	http.HandleFunc("/j", s.own)
	http.HandleFunc("/k", s.chosen)
	http.HandleFunc("/l", s.mode)
	http.ListenAndServe(":8080", nil)
}

func (s *server) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() { // want `warning: a peer at the loopback address is let in without the credentials .* \(localtrust\)`
			next.ServeHTTP(w, r)
			return
		}
		if r.Header.Get("Authorization") != "Bearer "+s.token {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) either(w http.ResponseWriter, r *http.Request) {
	addr, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return
	}
	if !addr.Addr().IsLoopback() && r.FormValue("token") != s.token { // want `warning: .* is let in without .* \(localtrust\)`
		w.WriteHeader(http.StatusForbidden)
		return
	}
	s.serve(w)
}

func (s *server) equal(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if host == "127.0.0.1" || host == "::1" || host == "localhost" { // want `warning: .* is let in without .* \(localtrust\)`
		s.serve(w)
		return
	}
	_, password, _ := r.BasicAuth()
	if password != s.token {
		http.Error(w, "no", 403)
		return
	}
	s.serve(w)
}

func (s *server) named(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	switch host {
	case "127.0.0.1", "::1": // want `warning: .* is let in without .* \(localtrust\)`
	default:
		if !s.valid(r.Header.Get("X-Api-Key")) {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
	}
	s.serve(w)
}

func (s *server) prefix(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.RemoteAddr, "127.0.0.1:") && !strings.HasPrefix(r.RemoteAddr, "[::1]:") { // want `warning: .* is let in without .* \(localtrust\)`
		if !s.valid(r.Header.Get("X-Api-Key")) {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
	}
	s.serve(w)
}

func (s *server) variable(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	local := net.ParseIP(host).IsLoopback() // want `warning: .* is let in without .* \(localtrust\)`
	if !local {
		if !s.valid(r.Header.Get("X-Api-Key")) {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
	}
	s.serve(w)
}

func (s *server) flagged(w http.ResponseWriter, r *http.Request) {
	trusted := false
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if net.ParseIP(host).IsLoopback() { // want `warning: .* is let in without .* \(localtrust\)`
		trusted = true
	}
	if !trusted && !s.valid(r.Header.Get("X-Api-Key")) {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

var trustLocal bool

func (s *server) configured(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if trustLocal && net.ParseIP(host).IsLoopback() { // want `warning: .* is let in without .* \(localtrust\)`
		s.serve(w)
		return
	}
	if !s.valid(r.Header.Get("X-Api-Key")) {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

func (s *server) asks(w http.ResponseWriter, r *http.Request) {
	if err := s.authorize(r); err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	s.serve(w)
}

func (s *server) authorize(r *http.Request) error {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return err
	}
	if net.ParseIP(host).IsLoopback() { // want `warning: .* is let in without .* \(localtrust\)`
		return nil
	}
	if r.Header.Get("X-Token") == s.token {
		return nil
	}
	return errors.New("not allowed")
}

func (s *server) own(w http.ResponseWriter, r *http.Request) {
	if !mine(r) && !s.valid(r.FormValue("key")) { // want `warning: a peer at one of the machine's own addresses is let in without .* \(localtrust\)`
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

func mine(r *http.Request) bool {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.Equal(ip) {
			return true
		}
	}
	return false
}

// chosen exempts the machine itself in a function that says who has to show credentials.
func (s *server) chosen(w http.ResponseWriter, r *http.Request) {
	if s.needsLogin(r) { // want `warning: .* is let in without .* \(localtrust\)`
		if _, err := r.Cookie("session"); err != nil {
			http.Redirect(w, r, "/login", http.StatusFound)
			return
		}
	}
	s.serve(w)
}

// mode asks for a setting beside, which is no credential.
func (s *server) mode(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if host == "127.0.0.1" && strings.EqualFold(s.token, "optional") { // want `warning: .* is let in without .* \(localtrust\)`
		s.serve(w)
		return
	}
	if !s.valid(r.Header.Get("Authorization")) {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

func (s *server) needsLogin(r *http.Request) bool {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if net.ParseIP(host).IsLoopback() {
		return false
	}
	return s.token != ""
}

func (s *server) valid(key string) bool { return key == s.token }

func (s *server) serve(w http.ResponseWriter) { w.Write([]byte("secret")) }
