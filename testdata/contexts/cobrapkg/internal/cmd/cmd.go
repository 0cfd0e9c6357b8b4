// Package cmd holds the commands.
package cmd

import (
	"github.com/pkg/browser"
	"github.com/spf13/cobra"

	"rdslint.example/testdata/contexts/cobrapkg/internal/daemon"
)

// Root returns the root command.
func Root() *cobra.Command {
	root := &cobra.Command{Use: "loom", PersistentPreRunE: prepare}
	root.AddCommand(commands()...)
	return root
}

func prepare(cmd *cobra.Command, args []string) error { return nil }

func commands() []*cobra.Command {
	return []*cobra.Command{
		{Use: "serve", RunE: serve},
		{Use: "docs", RunE: docs},
		{Use: "try", RunE: func(cmd *cobra.Command, args []string) error { return daemon.Try("https://example.com/try") }},
	}
}

func serve(cmd *cobra.Command, args []string) error {
	if err := check(); err != nil {
		return err
	}
	return daemon.Serve()
}

func check() error {
	return browser.OpenURL("https://example.com/check") // want `error: .*OpenURL.* \(serviceui\)`
}

func docs(cmd *cobra.Command, args []string) error {
	return browser.OpenURL("https://example.com/docs")
}
