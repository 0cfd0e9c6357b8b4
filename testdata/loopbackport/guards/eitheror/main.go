// Command eitheror serves at a port that the settings name. When somebody has it, it guesses who that may be: it does not
// find out whether it runs already.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
)

func main() {
	var settings struct {
		Host   string
		Port   int
		Second int
	}
	if err := json.NewDecoder(os.Stdin).Decode(&settings); err != nil {
		log.Fatal(err)
	}
	listener, err := listen(settings.Host, settings.Port)
	if err != nil {
		log.Fatal(err)
	}
	go serve(listener)
	second, err := net.Listen("tcp", fmt.Sprintf("%s:%d", settings.Host, settings.Second)) // want `warning: the address is taken to find out whether the program runs already.* \(loopbackport\)`
	if err != nil {
		log.Fatal("parcel is already running, stop it or choose another port")
	}
	serve(second)
}

func listen(host string, port int) (net.Listener, error) {
	listener, err := net.Listen("tcp", fmt.Sprintf("%s:%d", host, port))
	if err != nil {
		return nil, fmt.Errorf("port %d is taken: either parcel is already running, or another application uses it", port)
	}
	return listener, nil
}

func serve(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
