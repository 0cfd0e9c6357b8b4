// The tool is no service, nor is what only it imports.
package main

import (
	"log"

	"rdslint.example/testdata/contexts/inittree/internal/both"
	_ "rdslint.example/testdata/contexts/inittree/internal/toolonly"
)

func main() {
	log.Print(both.Ready)
	if err := both.Later(); err != nil {
		log.Fatal(err)
	}
}
