// Uses of addresses that mix nobody up.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

type client struct {
	user string
	conn net.Conn
}

type key struct{ host, user string }

type server struct {
	mu       sync.Mutex
	byAddr   map[string]*client // the full address
	byUser   map[key]*client
	byText   map[string]*client
	byID     map[string]*client
	byPort   map[netip.AddrPort]*client
	byConn   map[net.Conn]*client
	allowed  map[string]bool
	networks []netip.Prefix
	admitted map[string]time.Time
	upstream map[string]net.Conn
}

// The full address with its port names one connection.
func (s *server) full(conn net.Conn) {
	c := &client{conn: conn}
	s.byAddr[conn.RemoteAddr().String()] = c
	s.byPort[conn.RemoteAddr().(*net.TCPAddr).AddrPort()] = c
	s.byConn[conn] = c
	host, port, _ := net.SplitHostPort(conn.RemoteAddr().String())
	s.byAddr[net.JoinHostPort(host, port)] = c
	s.byAddr[host+":"+port] = c
	delete(s.byAddr, conn.RemoteAddr().String())
}

// With the user, a token or the client's own id, the address does no harm.
func (s *server) composite(conn net.Conn, user, token, id string) {
	host := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	c := &client{user: user, conn: conn}
	s.byUser[key{host: host, user: user}] = c
	s.byText[host+"/"+token] = c
	s.byText[fmt.Sprintf("%s@%s", user, host)] = c
	s.byID[id] = c
}

// Log lines and records may name the address.
func (s *server) logLines(conn net.Conn) {
	host, _, _ := net.SplitHostPort(conn.RemoteAddr().String())
	log.Printf("accepted %s", host)
	fields := map[string]string{"remote": host}
	log.Print(fields)
}

// Access lists say which computers may connect, not who does.
func (s *server) admits(conn net.Conn) bool {
	ip := conn.RemoteAddr().(*net.TCPAddr).AddrPort().Addr().Unmap()
	for _, network := range s.networks {
		if network.Contains(ip) {
			return true
		}
	}
	return s.allowed[ip.String()] || ip.IsLoopback()
}

// What a list of those who may connect remembers besides are no clients either.
type whitelist struct{ recent []string }

func (w *whitelist) seen(conn net.Conn) bool {
	host := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	if slices.Contains(w.recent, host) {
		return true
	}
	w.recent = append(w.recent, host)
	return false
}

// A list of addresses that may connect for a while, beside a check of each request's token.
func (s *server) knock(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || !validToken(r.Header.Get("Authorization")) {
		http.Error(w, "who are you?", http.StatusForbidden)
		return
	}
	s.mu.Lock()
	s.admitted[host] = time.Now().Add(time.Hour)
	s.mu.Unlock()
}

func validToken(header string) bool { return strings.HasPrefix(header, "Bearer ") }

// Destinations and own addresses are not clients.
func (s *server) dial(address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if conn, ok := s.upstream[host]; ok {
		return conn, nil
	}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	s.upstream[host] = conn
	own := conn.LocalAddr().(*net.TCPAddr).IP.String()
	s.upstream[own] = conn
	s.upstream[conn.RemoteAddr().(*net.TCPAddr).IP.String()] = conn
	return conn, nil
}

// r.Host is the name by which the client calls this server.
func (s *server) site(r *http.Request, sites map[string]*client) *client { return sites[r.Host] }

func main() {
	listener, err := net.Listen("tcp", ":7027")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{
		byAddr: map[string]*client{}, byUser: map[key]*client{}, byText: map[string]*client{}, byID: map[string]*client{},
		byPort: map[netip.AddrPort]*client{}, byConn: map[net.Conn]*client{}, admitted: map[string]time.Time{},
		upstream: map[string]net.Conn{},
	}
	sites := map[string]*client{}
	var list whitelist
	http.HandleFunc("/knock", s.knock)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { log.Print(s.site(r, sites)) })
	go http.ListenAndServe(":7028", nil)
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		if !s.admits(conn) && !list.seen(conn) {
			conn.Close()
			continue
		}
		s.full(conn)
		s.composite(conn, "ann", "t", "1")
		s.logLines(conn)
		if _, err := s.dial("db.example.com:5432"); err != nil {
			log.Print(err)
		}
	}
}
