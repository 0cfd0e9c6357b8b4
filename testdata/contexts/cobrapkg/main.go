// Commands of cobra in a package of their own, the service in another.
package main

import (
	"os"

	"rdslint.example/testdata/contexts/cobrapkg/internal/cmd"
)

func main() {
	if err := cmd.Root().Execute(); err != nil {
		os.Exit(1)
	}
}
