// Command frameworks decides in middleware of the web frameworks.
package main

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
	"net"
)

const token = "x"

func main() {
	g := gin.New()
	g.Use(ginAuth(), ginOnly())
	e := echo.New()
	e.Use(echoAuth)
	f := fiber.New()
	f.Use(fiberAuth)
	grpc.NewServer(grpc.UnaryInterceptor(unary))
	g.Run(":8080")
}

func ginAuth() gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.ClientIP() == "127.0.0.1" || c.ClientIP() == "::1" { // want `warning: .* is let in without .* \(localtrust\)`
			c.Next()
			return
		}
		if c.GetHeader("token") != token {
			c.AbortWithStatusJSON(401, gin.H{"error": "unauthorized"})
			return
		}
		c.Next()
	}
}

func ginOnly() gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.ClientIP() != "127.0.0.1" {
			c.AbortWithStatus(http.StatusForbidden)
			return
		}
		c.Next()
	}
}

func echoAuth(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if net.ParseIP(c.RealIP()).IsLoopback() { // want `warning: .* is let in without .* \(localtrust\)`
			return next(c)
		}
		if c.Request().Header.Get("Authorization") != token {
			return echo.NewHTTPError(http.StatusUnauthorized)
		}
		return next(c)
	}
}

func fiberAuth(c *fiber.Ctx) error {
	if c.IP() == "127.0.0.1" { // want `warning: .* is let in without .* \(localtrust\)`
		return c.Next()
	}
	if c.Get("Authorization") != token {
		return c.SendStatus(fiber.StatusUnauthorized)
	}
	return c.Next()
}

func unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if p, ok := peer.FromContext(ctx); ok {
		host, _, _ := net.SplitHostPort(p.Addr.String())
		if net.ParseIP(host).IsLoopback() { // want `warning: .* is let in without .* \(localtrust\)`
			return handler(ctx, req)
		}
	}
	md, _ := metadata.FromIncomingContext(ctx)
	if len(md.Get("authorization")) == 0 {
		return nil, status.Error(codes.Unauthenticated, "who are you")
	}
	return handler(ctx, req)
}
