// A service with a window of WebView2.
package main

import (
	"log"

	webview "github.com/jchv/go-webview2"
	"golang.org/x/sys/windows/svc"
)

type signage struct{}

func (signage) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	go show("https://example.com/board")
	<-requests
	return false, 0
}

func show(page string) {
	w := webview.New(false) // want `error: .*[Ww]eb[Vv]iew.* \(serviceui\)`
	defer w.Destroy()
	w.Navigate(page)
	w.Run() // want `error: .*Run.* \(serviceui\)`
}

func main() {
	if err := svc.Run("Signage", signage{}); err != nil {
		log.Fatal(err)
	}
}
