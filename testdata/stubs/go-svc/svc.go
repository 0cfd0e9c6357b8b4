// Package svc is a stub with the part of github.com/judwhite/go-svc that the fixtures use.
package svc

import "os"

// Service is a program that go-svc runs as a Windows service or on a console.
type Service interface {
	Init(Environment) error
	Start() error
	Stop() error
}

// Environment tells how the program was started.
type Environment interface {
	IsWindowsService() bool
}

// Run runs the service until it is stopped.
func Run(service Service, sig ...os.Signal) error { panic("stub") }
