// Sessions by fiber's IP.
package main

import (
	"log"

	"github.com/gofiber/fiber/v2"
)

type session struct{ User string }

var sessions = map[string]*session{}

func main() {
	app := fiber.New()
	app.Post("/login", func(c *fiber.Ctx) error {
		sessions[c.IP()] = &session{User: c.FormValue("user")} // want `warning: .*address.* \(clientkey\)`
		return c.SendStatus(fiber.StatusNoContent)
	})
	app.Get("/me", func(c *fiber.Ctx) error {
		if s, ok := sessions[c.IPs()[0]]; ok { // want `warning: .*address.* \(clientkey\)`
			return c.JSON(s)
		}
		return c.SendStatus(fiber.StatusUnauthorized)
	})
	app.Get("/host", func(c *fiber.Ctx) error {
		log.Print(sessions[c.Hostname()]) // the server's own name
		return nil
	})
	log.Fatal(app.Listen(":7008"))
}
