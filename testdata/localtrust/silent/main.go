// Command silent asks for the machine's own address in ways that trust nobody.
package main

import (
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

type server struct {
	token string
	dev   bool
	seen  map[string]int
}

func main() {
	s := &server{seen: map[string]int{}}
	for _, h := range []http.HandlerFunc{s.metrics, s.private, s.limited, s.host, s.origin, s.logged, s.developed, s.proxied, s.demands, s.recovered, s.state} {
		http.HandleFunc("/", h)
	}
	log.Fatal(http.ListenAndServe(bind(), nil))
}

func local(r *http.Request) bool {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return net.ParseIP(host).IsLoopback()
}

// metrics turns others away and does no more.
func (s *server) metrics(w http.ResponseWriter, r *http.Request) {
	if !local(r) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	s.serve(w)
}

// private lets a network in, whatever the answer says.
func (s *server) private(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	if !ip.IsLoopback() && !ip.IsPrivate() {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

// limited spares the machine itself from a limit.
func (s *server) limited(w http.ResponseWriter, r *http.Request) {
	if !local(r) {
		s.seen["requests"]++
		if s.seen["requests"] > 10 {
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
	}
	s.serve(w)
}

// host looks at what the browser asked for.
func (s *server) host(w http.ResponseWriter, r *http.Request) {
	name, _, _ := net.SplitHostPort(r.Host)
	if name != "localhost" && name != "127.0.0.1" {
		if r.Header.Get("Authorization") != s.token {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
	}
	s.serve(w)
}

func (s *server) origin(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || u.Hostname() != "localhost" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	s.serve(w)
}

func (s *server) logged(w http.ResponseWriter, r *http.Request) {
	if !local(r) {
		log.Printf("request from %s", r.RemoteAddr)
	}
	if r.Header.Get("Authorization") != s.token {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

// developed is for those who work on the program.
func (s *server) developed(w http.ResponseWriter, r *http.Request) {
	if s.dev && local(r) {
		s.serve(w)
		return
	}
	if r.Header.Get("Authorization") != s.token {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

// proxied believes a proxy on the machine who the client is.
func (s *server) proxied(w http.ResponseWriter, r *http.Request) {
	addr := r.RemoteAddr
	if local(r) {
		if via := r.Header.Get("X-Forwarded-For"); via != "" {
			addr = via
		}
	}
	if r.Header.Get("Authorization") != s.token {
		http.Error(w, "unauthorized "+addr, http.StatusUnauthorized)
		return
	}
	s.serve(w)
}

// demands asks local clients for the token and turns the others away.
func (s *server) demands(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.RemoteAddr, "127.0.0.1:") {
		if r.Header.Get("Authorization") != s.token {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		s.serve(w)
		return
	}
	http.Error(w, "forbidden", http.StatusForbidden)
}

// bind chooses where to listen.
// A session is of the machine itself, or of anywhere.
type session struct {
	id    string
	bound bool
}

func (s *server) valid(id string) bool { return id == s.token }

// bound reports whether a session that only the machine itself may use is used there.
func bound(r *http.Request, of *session) bool { return of.bound && local(r) }

// recovered wants a session of everybody, and of some that they are the machine's own.
func (s *server) recovered(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie("session"); err == nil {
		if of := s.session(cookie.Value); of.bound {
			if bound(r, of) && s.valid(cookie.Value) {
				s.serve(w)
				return
			}
			log.Print("a session from elsewhere")
		} else if s.valid(cookie.Value) {
			s.serve(w)
			return
		}
	}
	http.Error(w, "unauthorized", http.StatusUnauthorized)
}

func (s *server) session(id string) *session { return &session{id, strings.HasPrefix(id, "local-")} }

// state says which kind of session it is that was shown.
func (s *server) state(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != s.token {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	recovery := false
	if cookie, err := r.Cookie("session"); err == nil {
		if session := s.session(cookie.Value); bound(r, session) {
			recovery = true
		}
	}
	log.Print("recovery: ", recovery)
	s.serve(w)
}

func bind() string {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return ":8080"
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() {
			return net.JoinHostPort(n.IP.String(), "8080")
		}
	}
	return ":8080"
}

func (s *server) serve(w http.ResponseWriter) { w.Write([]byte(time.Now().String())) }
