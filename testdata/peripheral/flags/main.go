// Command flags has flags, but none for its device.
package main

import (
	"flag"
	"log"

	"go.bug.st/serial"
)

func main() {
	baud := flag.Int("baud", 9600, "the speed")
	flag.Parse()
	p, err := serial.Open("COM3", &serial.Mode{BaudRate: *baud}) // want `note: COM3 is .* \(peripheral\)`
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()
}
