// Sessions by gin's ClientIP.
package main

import (
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

type session struct{ User string }

var sessions = map[string]*session{}

func main() {
	router := gin.New()
	router.POST("/login", func(c *gin.Context) {
		sessions[c.ClientIP()] = &session{User: c.PostForm("user")} // want `warning: .*address.* \(clientkey\)`
	})
	router.GET("/me", func(c *gin.Context) {
		s, ok := sessions[c.RemoteIP()] // want `warning: .*address.* \(clientkey\)`
		if !ok {
			c.Status(http.StatusUnauthorized)
			return
		}
		c.JSON(http.StatusOK, s)
	})
	router.GET("/proxied", func(c *gin.Context) {
		c.JSON(http.StatusOK, sessions[c.GetHeader("X-Forwarded-For")]) // want `warning: .*address.* \(clientkey\)`
	})
	log.Fatal(router.Run(":7006"))
}
