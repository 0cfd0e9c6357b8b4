// Package place tells where data lies.
package place

import (
	"log"
	"os"
)

// Config is the directory of settings.
func Config() string {
	dir, _ := os.UserConfigDir() // want:module `warning: os.UserConfigDir in a service.* \(servicehome\)`
	return dir
}

// Of returns what a variable holds.
func Of(name string) string { return os.Getenv(name) }

// Machine says who asks.
func Machine() string {
	log.Print(os.Getenv("USERNAME"))
	return os.Getenv("ProgramData")
}
