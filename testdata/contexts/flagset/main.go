// Commands with a flag set each: only the service's own runs in the service.
package main

import (
	"fmt"
	"os"

	"rdslint.example/testdata/contexts/flagset/internal/cli"
)

func main() {
	if err := cli.Main(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
