// Command testhelpers has packages of which tests are the only callers.
package main

import (
	"log"

	"rdslint.example/testdata/contexts/testhelpers/lib"
)

func main() {
	l, err := lib.InitForUnitTest()
	log.Print(l, err)
}
