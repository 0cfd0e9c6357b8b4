// The calls stand in a binding of the module's own.
package main

import (
	"log"

	"rdslint.example/testdata/sessionid/binding/internal/launch"
)

func main() {
	if err := launch.Start("helper.exe"); err != nil {
		log.Fatal(err)
	}
}
