// Peers that are machines by nature: the address is who they are.
package main

import (
	"log"
	"net"
	"net/netip"
	"time"

	"github.com/miekg/dns"
	"golang.org/x/time/rate"
)

// A member is a node of the cluster.
type member struct {
	conn     net.Conn
	lastSeen time.Time
}

type cluster struct {
	members map[netip.Addr]*member
	routes  map[netip.Addr]net.Conn
}

func (c *cluster) join(conn net.Conn) {
	addr := conn.RemoteAddr().(*net.TCPAddr).AddrPort().Addr()
	c.members[addr] = &member{conn: conn, lastSeen: time.Now()}
}

func (c *cluster) learnRoute(conn net.Conn) {
	c.routes[conn.RemoteAddr().(*net.TCPAddr).AddrPort().Addr()] = conn
}

type resolver struct{ limiters map[string]*rate.Limiter }

func (r *resolver) ServeDNS(w dns.ResponseWriter, request *dns.Msg) {
	host, _, err := net.SplitHostPort(w.RemoteAddr().String())
	if err != nil {
		return
	}
	limiter, ok := r.limiters[host]
	if !ok {
		limiter = rate.NewLimiter(20, 40)
		r.limiters[host] = limiter
	}
	if limiter.Allow() {
		w.WriteMsg(new(dns.Msg).SetReply(request))
	}
}

func main() {
	c := &cluster{members: map[netip.Addr]*member{}, routes: map[netip.Addr]net.Conn{}}
	r := &resolver{limiters: map[string]*rate.Limiter{}}
	go dns.ListenAndServe(":7053", "udp", r)
	listener, err := net.Listen("tcp", ":7029")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		c.join(conn)
		c.learnRoute(conn)
	}
}
