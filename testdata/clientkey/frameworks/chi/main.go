// Sessions by the address that chi's middleware puts into the context.
package main

import (
	"log"
	"net/http"
	"net/netip"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

type session struct{ user string }

var (
	sessions  = map[string]*session{}
	addresses = map[netip.Addr]*session{}
)

func login(w http.ResponseWriter, r *http.Request) {
	s := &session{user: r.FormValue("user")}
	sessions[middleware.GetClientIP(r.Context())] = s      // want `warning: .*address.* \(clientkey\)`
	addresses[middleware.GetClientIPAddr(r.Context())] = s // want `warning: .*address.* \(clientkey\)`
}

func main() {
	router := chi.NewRouter()
	router.Post("/login", login)
	log.Fatal(http.ListenAndServe(":7009", router))
}
