// Command frameworks is a tray program that listens by the frameworks for web servers.
package main

import (
	"fmt"
	"log"
	"os"

	"fyne.io/systray"
	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
)

type settings struct{ Port int }

func main() {
	systray.Run(ready, func() {})
}

func ready() {
	go gins(gin.Default())
	go echoes(echo.New())
	go fibers(fiber.New(), settings{Port: 47213})
}

func gins(r *gin.Engine) {
	if len(os.Args) > 3 {
		log.Fatal(r.Run()) // :8080, unless PORT says otherwise
	}
	if len(os.Args) > 2 {
		log.Fatal(r.RunTLS(":47212", "cert.pem", "key.pem")) // want `warning: address ":47212" is a fixed port.* \(loopbackport\)`
	}
	log.Fatal(r.Run("127.0.0.1:47211")) // want `warning: address "127\.0\.0\.1:47211" is a fixed port.* \(loopbackport\)`
}

func echoes(e *echo.Echo) {
	if len(os.Args) > 2 {
		log.Fatal(e.StartTLS(":47215", "cert.pem", "key.pem")) // want `warning: address ":47215" is a fixed port.* \(loopbackport\)`
	}
	log.Fatal(e.Start("localhost:0"))
}

func fibers(app *fiber.App, s settings) {
	log.Fatal(app.Listen(fmt.Sprintf(":%d", s.Port))) // want `warning: address ":47213" is a fixed port.* \(loopbackport\)`
}
