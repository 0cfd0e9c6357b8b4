// A command-line program. Nothing says that it runs in a service, so nothing is reported.
package main

import (
	"fmt"

	"rdslint.example/testdata/serviceui/unknown/service"
)

func main() {
	var answer string
	fmt.Print("Show the report? [y/N] ")
	if fmt.Scanln(&answer); answer == "y" {
		service.Open("report.html")
	}
}
