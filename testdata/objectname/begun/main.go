// Command begun uses slots, whose names it only completes.
package main

import (
	"log"
	"os"

	"rdslint.example/testdata/objectname/begun/slots"
)

func main() {
	if _, err := slots.Free(os.Args[1]); err != nil {
		log.Fatal(err)
	}
	if _, err := slots.Jobs("7"); err != nil {
		log.Fatal(err)
	}
}
