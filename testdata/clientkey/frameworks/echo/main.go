// Sessions by echo's RealIP.
package main

import (
	"log"
	"net/http"

	"github.com/labstack/echo/v4"
)

type session struct{ User string }

var sessions = map[string]*session{}

func login(c echo.Context) error {
	sessions[c.RealIP()] = &session{User: c.FormValue("user")} // want `warning: .*address.* \(clientkey\)`
	return c.NoContent(http.StatusNoContent)
}

func logout(c echo.Context) error {
	delete(sessions, c.RealIP()) // want `warning: .*address.* \(clientkey\)`
	return c.NoContent(http.StatusNoContent)
}

func main() {
	e := echo.New()
	e.POST("/login", login)
	e.POST("/logout", logout)
	log.Fatal(e.Start(":7007"))
}
