// Counters, limiters, ban lists and metrics by address: all users of a session host count as one. Worth knowing.
package main

import (
	"context"
	"expvar"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/patrickmn/go-cache"
	"github.com/redis/go-redis/v9"
	"golang.org/x/time/rate"
)

type guard struct {
	mu          sync.Mutex
	failures    map[string]int
	hits        map[string]*atomic.Int64
	limiters    map[string]*rate.Limiter
	bannedUntil map[string]time.Time
	attempts    *cache.Cache
	requests    *expvar.Map
	visitors    map[string]*visitor
	rdb         *redis.Client
	streams     map[string][]net.Conn
	inboxes     map[string][]letter
}

type letter struct{ user, text string }

// A visitor is counted, and kept out for some time.
type visitor struct {
	badAttempts int
	bannedAt    *time.Time
}

func (g *guard) tried(r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	v, ok := g.visitors[host(r)] // want `note: .*address.* \(clientkey\)`
	if !ok {
		v = &visitor{}
		g.visitors[host(r)] = v // want `note: .*address.* \(clientkey\)`
	}
	v.badAttempts++
}

func host(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

func (g *guard) failed(r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.failures[host(r)]++ // want `note: .*address.* \(clientkey\)`
}

func (g *guard) limiter(r *http.Request) *rate.Limiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := host(r)
	l, ok := g.limiters[key] // want `note: .*address.* \(clientkey\)`
	if !ok {
		l = rate.NewLimiter(5, 10)
		g.limiters[key] = l // want `note: .*address.* \(clientkey\)`
	}
	return l
}

func (g *guard) ban(r *http.Request) {
	g.bannedUntil[host(r)] = time.Now().Add(time.Hour) // want `note: .*address.* \(clientkey\)`
}

func (g *guard) count(ctx context.Context, r *http.Request) {
	g.attempts.IncrementInt(host(r), 1)       // want `note: .*address.* \(clientkey\)`
	g.requests.Add(host(r), 1)                // want `note: .*address.* \(clientkey\)`
	g.rdb.Incr(ctx, "requests:"+host(r))      // want `note: .*address.* \(clientkey\)`
	if hits := g.hits[host(r)]; hits != nil { // want `note: .*address.* \(clientkey\)`
		hits.Add(1)
	}
}

// stream keeps all connections from one address. None takes the place of another.
func (g *guard) stream(w http.ResponseWriter, r *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if len(g.streams[host(r)]) > 9 { // want `note: .*address.* \(clientkey\)`
		conn.Close()
		return
	}
	open := append(g.streams[host(r)], conn) // want `note: .*address.* \(clientkey\)`
	g.streams[host(r)] = open                // want `note: .*address.* \(clientkey\)`
}

// deliver gives one user the letters of all who share the address.
func (g *guard) deliver(w http.ResponseWriter, r *http.Request) {
	for _, l := range g.inboxes[host(r)] { // want `warning: .*address.* \(clientkey\)`
		w.Write([]byte(l.text))
	}
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.count(r.Context(), r)
	if !g.limiter(r).Allow() {
		g.ban(r)
	}
	if _, _, ok := r.BasicAuth(); !ok {
		g.failed(r)
		g.tried(r)
	}
	g.deliver(w, r)
	g.stream(w, r)
}

func main() {
	g := &guard{
		failures:    map[string]int{},
		hits:        map[string]*atomic.Int64{},
		limiters:    map[string]*rate.Limiter{},
		bannedUntil: map[string]time.Time{},
		attempts:    cache.New(time.Hour, time.Hour),
		requests:    expvar.NewMap("requests"),
		visitors:    map[string]*visitor{},
		rdb:         redis.NewClient(&redis.Options{}),
		streams:     map[string][]net.Conn{},
		inboxes:     map[string][]letter{},
	}
	log.Fatal(http.ListenAndServe(":7026", g))
}
