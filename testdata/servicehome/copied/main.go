// A service that looks for its settings in a copy of a list of directories, of which one lies in a profile.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/mitchellh/go-homedir"
	"golang.org/x/sys/windows/svc"
)

var usual = []string{`C:\ProgramData\parcel`, "~/.parcel"}

var shared = []string{`C:\ProgramData\parcel`, `D:\parcel`}

func places(of []string) []string {
	list := make([]string, len(of))
	copy(list, of)
	return list
}

func copied() []string {
	list := make([]string, len(usual))
	copy(list, usual)
	return list
}

type depot struct{}

func (depot) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	for _, dir := range copied() {
		dir, err := homedir.Expand(dir) // want `warning: ~ in a service .* \(servicehome\)`
		if err != nil {
			continue
		}
		if _, err := os.ReadFile(filepath.Join(dir, "parcel.yml")); err != nil {
			log.Print(err)
		}
	}
	for _, dir := range places(shared) {
		dir, err := homedir.Expand(dir)
		if err != nil {
			continue
		}
		if _, err := os.ReadFile(filepath.Join(dir, "parcel.yml")); err != nil {
			log.Print(err)
		}
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Depot", depot{}); err != nil {
		log.Fatal(err)
	}
}
