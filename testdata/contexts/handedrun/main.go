// A package of its own runs what it is handed as a service, out of a field of its handler.
package main

import (
	"flag"
	"log"

	"github.com/Microsoft/go-winio"
	"github.com/pkg/browser"

	"rdslint.example/testdata/contexts/handedrun/winsvc"
)

func main() {
	stop := make(chan struct{})
	service := flag.Bool("service", false, "run as a service")
	flag.Parse()
	if *service || winsvc.IsService() {
		run := func() error { return serve(stop) }
		if err := winsvc.Run(run, func() { close(stop) }); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := serve(stop); err != nil {
		log.Fatal(err)
	}
}

// serve runs in the service, and on a console for its author.
func serve(stop chan struct{}) error {
	l, err := winio.ListenPipe(`\\.\pipe\Handed`, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;BA)"})
	if err != nil {
		return err
	}
	defer l.Close()
	browser.OpenURL("https://example.com/handed") // want `error: .*OpenURL.* \(serviceui\)`
	<-stop
	return nil
}
