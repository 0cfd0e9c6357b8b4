// Command keyring is a service that keeps secrets by a library that knows several stores.
package main

import (
	"log"

	"github.com/99designs/keyring"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ name string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if cfg, err := a.config(); err == nil {
		keyring.Open(cfg)
	}
	keyring.Open(keyring.Config{ServiceName: a.name}) // want `warning: keyring.Open in a service reaches the credential store.* \(servicehome\)`
	keyring.Open(keyring.Config{ServiceName: a.name, AllowedBackends: []keyring.BackendType{keyring.FileBackend}})
	<-requests
	return false, 0
}

func (a *agent) config() (keyring.Config, error) {
	return keyring.Config{
		ServiceName:     a.name,
		AllowedBackends: []keyring.BackendType{keyring.WinCredBackend}, // want `warning: keyring.Open in a service reaches the credential store.* \(servicehome\)`
	}, nil
}

func main() {
	if err := svc.Run("agent", &agent{name: "agent"}); err != nil {
		log.Fatal(err)
	}
}
