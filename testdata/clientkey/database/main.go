// Sessions in a database and in Redis by the address of the request.
package main

import (
	"context"
	"database/sql"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

type app struct {
	db  *sql.DB
	rdb *redis.Client
}

func remoteIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

func (a *app) user(r *http.Request) (string, error) {
	var user string
	err := a.db.QueryRowContext(r.Context(), "SELECT user_name FROM sessions WHERE ip = ?", remoteIP(r)).Scan(&user) // want `warning: .*address.* \(clientkey\)`
	return user, err
}

func (a *app) logout(r *http.Request) error {
	_, err := a.db.Exec("DELETE FROM sessions WHERE ip = $1", remoteIP(r)) // want `warning: .*address.* \(clientkey\)`
	return err
}

func (a *app) remember(ctx context.Context, r *http.Request, token string) error {
	return a.rdb.Set(ctx, "token:"+remoteIP(r), token, time.Hour).Err() // want `warning: .*address.* \(clientkey\)`
}

func (a *app) token(ctx context.Context, r *http.Request) (string, error) {
	return a.rdb.Get(ctx, "token:"+remoteIP(r)).Result() // want `warning: .*address.* \(clientkey\)`
}

// An audit record says where a request came from; a session with its token is found by the token.
func (a *app) audit(r *http.Request) error {
	if _, err := a.db.Exec("INSERT INTO audit (at, ip, path) VALUES (?, ?, ?)", time.Now(), remoteIP(r), r.URL.Path); err != nil {
		return err
	}
	token := r.Header.Get("Authorization")
	row := a.db.QueryRow("SELECT user_name FROM sessions WHERE token = ? AND ip = ?", token, remoteIP(r))
	var user string
	return row.Scan(&user)
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, err := a.user(r)
	if err == nil {
		err = a.remember(r.Context(), r, user)
	}
	if err == nil {
		_, err = a.token(r.Context(), r)
	}
	if err == nil {
		err = a.audit(r)
	}
	if err != nil {
		log.Print(a.logout(r))
	}
}

func main() {
	db, err := sql.Open("mysql", "app@/app")
	if err != nil {
		log.Fatal(err)
	}
	a := &app{db: db, rdb: redis.NewClient(&redis.Options{Addr: "127.0.0.1:6379"})}
	log.Fatal(http.ListenAndServe(":7024", a))
}
