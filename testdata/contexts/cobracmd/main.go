// Commands of cobra: only the service's own runs in the service.
package main

import (
	"log"

	"github.com/pkg/browser"
	"github.com/spf13/cobra"
	"golang.org/x/sys/windows/svc"
)

type mill struct{}

func (mill) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/mill") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

var serviceCommand = &cobra.Command{
	Use: "service",
	RunE: func(cmd *cobra.Command, args []string) error {
		browser.OpenURL("https://example.com/service") // want `error: .*OpenURL.* \(serviceui\)`
		return svc.Run("Mill", mill{})
	},
}

var loginCommand = &cobra.Command{
	Use:  "login",
	RunE: login,
}

func login(cmd *cobra.Command, args []string) error {
	return browser.OpenURL("https://example.com/login")
}

func newOpenCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "open"}
	cmd.Run = func(cmd *cobra.Command, args []string) { browser.OpenURL("https://example.com/open") }
	return cmd
}

func main() {
	root := &cobra.Command{Use: "mill"}
	root.AddCommand(serviceCommand, loginCommand, newOpenCommand())
	if err := root.Execute(); err != nil {
		log.Fatal(err)
	}
}
