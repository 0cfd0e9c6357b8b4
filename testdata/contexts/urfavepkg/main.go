// Command urfavepkg has its commands in one package and its service in another.
package main

import (
	"log"
	"os"

	"github.com/urfave/cli/v2"

	"rdslint.example/testdata/contexts/urfavepkg/commands"
)

func main() {
	app := &cli.App{Name: "urfavepkg", Commands: commands.All()}
	if err := app.Run(os.Args); err != nil {
		log.Fatal(err)
	}
}
