// Guards on both sides of a package boundary.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/libguard/notify"
)

type tower struct{}

func (tower) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	notify.Guarded("up")
	if is, err := svc.IsWindowsService(); err == nil && !is {
		notify.Plain("console")
	}
	notify.Late("down")                     // want:package `error: .*OpenURL.* \(serviceui\)`
	notify.With(func() { notify.Do("up") }) // want:package `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Tower", tower{}); err != nil {
		log.Fatal(err)
	}
}
