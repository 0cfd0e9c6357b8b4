// Command agent listens where another package says.
package main

import (
	"log"
	"net"
	"os"

	"rdslint.example/testdata/unixid/crossing/where"
)

func main() {
	l, err := net.Listen("unix", where.Socket()) // want:package `warning: socket "/tmp/crossing-.* \(unixid\)`
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	if err := where.Lock(os.Getuid()); err != nil { // want:package `warning: path "/tmp/crossing-.*lock" .* \(unixid\)`
		log.Fatal(err)
	}
}
