// Command console writes to the machine's serial console. What starts it is not known from here, and the module has a service.
package main

import (
	"log"

	"github.com/tarm/serial"
)

func main() {
	p, err := serial.OpenPort(&serial.Config{Name: "COM1", Baud: 115200}) // want:package `note: COM1 is .* \(peripheral\)`
	if err != nil {
		log.Fatal(err)
	}
	if _, err := p.Write([]byte("started\n")); err != nil {
		log.Fatal(err)
	}
}
