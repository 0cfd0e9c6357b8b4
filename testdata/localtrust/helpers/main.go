// Command helpers asks in functions of its own whether a request is local.
package main

import (
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
)

func main() {
	h := &handler{secret: "x"}
	http.HandleFunc("/a", h.direct)
	http.HandleFunc("/b", h.given)
	http.HandleFunc("/c", h.answers)
	http.HandleFunc("/d", h.remote)
	http.HandleFunc("/e", h.tuple)
	http.HandleFunc("/f", h.both)
	http.Handle("/g", h.wrap(http.NotFoundHandler()))
	http.HandleFunc("/h", h.profile)
	http.HandleFunc("/i", h.operations)
	http.HandleFunc("/j", h.same)
	go h.accept()
	http.ListenAndServe(":8080", nil)
}

type handler struct{ secret string }

func isLocal(r *http.Request) bool {
	if r.Header.Get("X-Forwarded-For") != "" {
		return false
	}
	return isLoopback(r.RemoteAddr)
}

func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	host = strings.Trim(host, "[]")
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func (h *handler) direct(w http.ResponseWriter, r *http.Request) {
	if !isLocal(r) && !h.token(r) { // want `warning: .* is let in without .* \(localtrust\)`
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	h.run(w)
}

func (h *handler) given(w http.ResponseWriter, r *http.Request) {
	if isLoopback(r.RemoteAddr) { // want `warning: .* is let in without .* \(localtrust\)`
		h.run(w)
		return
	}
	if !h.token(r) {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	h.run(w)
}

func (h *handler) answers(w http.ResponseWriter, r *http.Request) {
	if !h.allowed(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	h.run(w)
}

func (h *handler) allowed(r *http.Request) bool {
	return isLocal(r) || h.token(r) // want `warning: .* is let in without .* \(localtrust\)`
}

func (h *handler) remote(w http.ResponseWriter, r *http.Request) {
	if isRemote(r) { // want `warning: .* is let in without .* \(localtrust\)`
		if !h.token(r) {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
	}
	h.run(w)
}

func isRemote(r *http.Request) bool { return !isLocal(r) }

func (h *handler) tuple(w http.ResponseWriter, r *http.Request) {
	host, local := peer(r) // want `warning: .* is let in without .* \(localtrust\)`
	if !local && !h.token(r) {
		http.Error(w, "unauthorized: "+host, http.StatusUnauthorized)
		return
	}
	h.run(w)
}

func peer(r *http.Request) (string, bool) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return "", false
	}
	return host, net.ParseIP(host).IsLoopback()
}

// both demands a token of everybody: nothing is reported.
func (h *handler) both(w http.ResponseWriter, r *http.Request) {
	if !isLocal(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	if !h.token(r) {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	h.run(w)
}

// wrap lets everybody in while no token is set.
func (h *handler) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/health" {
			next.ServeHTTP(w, r)
			return
		}
		if isLocal(r) { // want `warning: .* is let in without .* \(localtrust\)`
			next.ServeHTTP(w, r)
			return
		}
		if h.secret == "" {
			next.ServeHTTP(w, r)
			return
		}
		if h.token(r) {
			next.ServeHTTP(w, r)
			return
		}
		if c, err := r.Cookie("session"); err == nil && c.Value == h.secret {
			next.ServeHTTP(w, r)
			return
		}
		http.Error(w, "unauthorized", http.StatusUnauthorized)
	})
}

// sameUser means to find out whose connection it is, which it does not on Windows.
func sameUser(r *http.Request) bool {
	uid := os.Getuid()
	from, err := resolve(r.RemoteAddr)
	if err != nil {
		return false
	}
	to, err := resolve(r.Host)
	if err != nil {
		return false
	}
	if uid == -1 {
		return from.IP.IsLoopback() && to.IP.IsLoopback()
	}
	return uid == from.Port
}

func resolve(hostport string) (*net.TCPAddr, error) {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	return &net.TCPAddr{IP: net.ParseIP(host), Port: n}, nil
}

func (h *handler) same(w http.ResponseWriter, r *http.Request) {
	if sameUser(r) || h.token(r) { // want `warning: .* is let in without .* \(localtrust\)`
		h.run(w)
		return
	}
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

type operation int

func (h *handler) operations(w http.ResponseWriter, r *http.Request) {
	if h.may(r) == 0 {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	h.run(w)
}

// may asks whether the request is local when all else has failed.
func (h *handler) may(r *http.Request) operation {
	if _, password, ok := r.BasicAuth(); ok {
		if password == h.secret {
			return 2
		}
	}
	if h.token(r) {
		return 1
	}
	if isLocal(r) { // want `warning: .* is let in without .* \(localtrust\)`
		return 2
	}
	return 0
}

type account struct{ name string }

func (h *handler) profile(w http.ResponseWriter, r *http.Request) {
	var auth *account
	if h.token(r) {
		auth = &account{r.FormValue("name")}
	} else if isLoopback(r.RemoteAddr) { // want `warning: .* gets rights, or becomes a user, .* \(localtrust\)`
		auth = &account{"owner"}
	}
	if auth == nil {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	h.run(w)
}

func (h *handler) accept() {
	l, err := net.Listen("tcp", ":9000")
	if err != nil {
		return
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		tcp, ok := conn.RemoteAddr().(*net.TCPAddr)
		if ok && tcp.IP.IsLoopback() { // want `warning: .* is let in without .* \(localtrust\)`
			go h.commands(conn)
			continue
		}
		if !h.login(conn) {
			conn.Close()
			continue
		}
		go h.commands(conn)
	}
}

func (h *handler) login(conn net.Conn) bool {
	b := make([]byte, len(h.secret))
	conn.Read(b)
	return string(b) == h.secret
}

func (h *handler) commands(conn net.Conn) { conn.Close() }

func (h *handler) token(r *http.Request) bool { return r.Header.Get("X-Token") == h.secret }

func (h *handler) run(w http.ResponseWriter) { w.Write([]byte("done")) }
