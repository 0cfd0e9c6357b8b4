// Package commands holds the commands of a urfave/cli program.
package commands

import (
	"github.com/pkg/browser"
	"github.com/urfave/cli/v2"

	"rdslint.example/testdata/contexts/urfavepkg/quay"
)

// All returns them.
func All() []*cli.Command {
	return []*cli.Command{
		{Name: "service", Action: func(*cli.Context) error { return quay.Run() }},
		{Name: "login", Action: login},
	}
}

func login(*cli.Context) error { return browser.OpenURL("https://example.com/login") }
