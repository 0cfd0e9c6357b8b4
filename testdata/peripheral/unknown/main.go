// Command unknown writes what a port says to its output.
package main

import (
	"io"
	"log"
	"os"

	"github.com/tarm/serial"
)

func main() {
	p, err := serial.OpenPort(&serial.Config{Name: "COM3", Baud: 115200}) // want `note: COM3 is .* \(peripheral\)`
	if err != nil {
		log.Fatal(err)
	}
	if _, err := io.Copy(os.Stdout, p); err != nil {
		log.Fatal(err)
	}
}
