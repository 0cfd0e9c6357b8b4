// The blank import makes main a service where the service manager starts it.
package main

import (
	"flag"
	"log"

	_ "github.com/kardianos/minwinsvc"
	"github.com/pkg/browser"
)

var docs = flag.Bool("docs", false, "show the manual and exit")

func main() {
	flag.Parse()
	if *docs {
		browser.OpenURL("https://example.com/manual")
		return
	}
	log.Print("starting")
	browser.OpenURL("https://example.com/started") // want `error: .*OpenURL.* \(serviceui\)`
	select {}
}
