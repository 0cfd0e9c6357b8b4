// Command rights makes local peers users or gives them rights.
package main

import (
	"context"
	"net"
	"net/http"
)

type user struct {
	Name  string
	Admin bool
}

type key string

func main() {
	http.HandleFunc("/a", who)
	http.HandleFunc("/b", stored)
	http.HandleFunc("/c", literal)
	http.HandleFunc("/d", named)
	http.HandleFunc("/e", assigned)
	http.ListenAndServe(":8080", nil)
}

func local(r *http.Request) bool {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return net.ParseIP(host).IsLoopback()
}

func who(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("user")
	ctx := r.Context()
	if local(r) { // want `warning: a peer at the loopback address gets rights, or becomes a user, .* \(localtrust\)`
		ctx = context.WithValue(ctx, key("user"), "alice")
	}
	serve(w, name, ctx)
}

func stored(w http.ResponseWriter, r *http.Request) {
	var u user
	u.Admin = local(r) // want `warning: .* gets rights, .* \(localtrust\)`
	serve(w, u.Name, r.Context())
}

func literal(w http.ResponseWriter, r *http.Request) {
	u := user{Name: r.FormValue("user"), Admin: r.Method == http.MethodPost && local(r)} // want `warning: .* gets rights, .* \(localtrust\)`
	serve(w, u.Name, r.Context())
}

func named(w http.ResponseWriter, r *http.Request) {
	serve(w, role(r), r.Context())
}

func role(r *http.Request) string {
	if local(r) { // want `warning: .* gets rights, .* \(localtrust\)`
		return "admin"
	}
	return "guest"
}

func assigned(w http.ResponseWriter, r *http.Request) {
	isAdmin := r.Header.Get("X-Admin") != ""
	if host, _, _ := net.SplitHostPort(r.RemoteAddr); host == "127.0.0.1" { // want `warning: .* gets rights, .* \(localtrust\)`
		isAdmin = true
	}
	if isAdmin {
		serve(w, "admin", r.Context())
	}
}

func serve(w http.ResponseWriter, name string, ctx context.Context) {
	_ = ctx
	w.Write([]byte(name))
}
