// Sessions in caches by the address of the request.
package main

import (
	"log"
	"net"
	"net/http"
	"time"

	generic "github.com/Xhofe/go-cache"
	"github.com/dgraph-io/ristretto/v2"
	"github.com/hashicorp/golang-lru/v2"
	"github.com/jellydator/ttlcache/v3"
	"github.com/patrickmn/go-cache"
)

type session struct {
	user string
	seen time.Time
}

type store struct {
	recent  *lru.Cache[string, *session]
	timed   *ttlcache.Cache[string, *session]
	expires *cache.Cache
	large   *ristretto.Cache[string, *session]
	wrong   generic.ICache[int] // passwords
}

func newStore() (*store, error) {
	recent, err := lru.New[string, *session](100)
	if err != nil {
		return nil, err
	}
	large, err := ristretto.NewCache(&ristretto.Config[string, *session]{NumCounters: 1e4, MaxCost: 1e3, BufferItems: 64})
	if err != nil {
		return nil, err
	}
	return &store{
		recent:  recent,
		timed:   ttlcache.New[string, *session](),
		expires: cache.New(time.Hour, time.Minute),
		large:   large,
		wrong:   generic.NewMemCache[int](),
	}, nil
}

func (s *store) login(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c := &session{user: r.FormValue("user"), seen: time.Now()}
	s.recent.Add(host, c)                           // want `warning: .*address.* \(clientkey\)`
	s.timed.Set(host, c, ttlcache.DefaultTTL)       // want `warning: .*address.* \(clientkey\)`
	s.expires.Set(host, c, cache.DefaultExpiration) // want `warning: .*address.* \(clientkey\)`
	if c.user == "" {
		n, _ := s.wrong.Get(host) // want `note: .*address.* \(clientkey\)`
		s.wrong.Set(host, n+1)    // want `note: .*address.* \(clientkey\)`
	}
	s.large.Set(host, c, 1) // want `warning: .*address.* \(clientkey\)`
}

func (s *store) find(w http.ResponseWriter, r *http.Request) {
	ip := r.Header.Get("X-Real-IP")
	if c, ok := s.recent.Get(ip); ok { // want `warning: .*address.* \(clientkey\)`
		c.seen = time.Now()
	}
	if item := s.timed.Get(ip); item != nil { // want `warning: .*address.* \(clientkey\)`
		item.Value().seen = time.Now()
	}
	if c, ok := s.expires.Get(ip); ok { // want `warning: .*address.* \(clientkey\)`
		c.(*session).seen = time.Now()
	}
	if c, ok := s.large.Get(ip); ok { // want `warning: .*address.* \(clientkey\)`
		c.seen = time.Now()
	}
}

// What the address itself stands for may be cached by the address.
func (s *store) country(places *lru.Cache[string, string], r *http.Request) string {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if country, ok := places.Get(host); ok {
		return country
	}
	places.Add(host, "NL")
	return "NL"
}

func main() {
	s, err := newStore()
	if err != nil {
		log.Fatal(err)
	}
	places, err := lru.New[string, string](100)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/login", s.login)
	http.HandleFunc("/find", s.find)
	http.HandleFunc("/country", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(s.country(places, r)))
	})
	log.Fatal(http.ListenAndServe(":7021", nil))
}
