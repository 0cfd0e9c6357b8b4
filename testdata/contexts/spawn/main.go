// Goroutines, closures and deferred calls run where the function runs that makes them.
package main

import (
	"log"
	"os"
	"sync"
	"time"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type lock struct{}

func (l lock) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	defer browser.OpenURL("https://example.com/deferred") // want `error: .*OpenURL.* \(serviceui\)`
	defer func() {
		browser.OpenURL("https://example.com/deferred/closure") // want `error: .*OpenURL.* \(serviceui\)`
	}()
	go browser.OpenURL("https://example.com/spawned") // want `error: .*OpenURL.* \(serviceui\)`
	go l.loop()
	var once sync.Once
	once.Do(func() {
		browser.OpenURL("https://example.com/once") // want `error: .*OpenURL.* \(serviceui\)`
	})
	timer := time.AfterFunc(time.Minute, remind)
	defer timer.Stop()
	each([]string{"a", "b"}, func(page string) {
		browser.OpenURL("https://example.com/" + page) // want `error: .*OpenURL.* \(serviceui\)`
	})
	<-requests
	return false, 0
}

func (lock) loop() {
	for range time.Tick(time.Hour) {
		browser.OpenURL("https://example.com/hourly") // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func remind() { browser.OpenURL("https://example.com/reminder") } // want `error: .*OpenURL.* \(serviceui\)`

func each(pages []string, do func(string)) {
	for _, page := range pages {
		do(page)
	}
}

func preview() {
	defer browser.OpenURL("https://example.com/preview/deferred")
	done := make(chan bool)
	go func() {
		browser.OpenURL("https://example.com/preview")
		close(done)
	}()
	<-done
}

func main() {
	if len(os.Args) > 1 {
		preview()
		return
	}
	if err := svc.Run("Lock", lock{}); err != nil {
		log.Fatal(err)
	}
}
