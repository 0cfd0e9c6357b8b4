// Command commands has a command that runs the service and one for users, each wrapped by a function that logs.
package main

import (
	"log"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	<-requests
	return false, 0
}

func main() {
	root := &cobra.Command{Use: "agent"}
	root.AddCommand(
		&cobra.Command{Use: "run", RunE: logged(run)},
		&cobra.Command{Use: "show", RunE: logged(show)},
	)
	if err := root.Execute(); err != nil {
		log.Fatal(err)
	}
}

func logged(f func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		log.Print(c.Use)
		return f(c, args)
	}
}

func run(*cobra.Command, []string) error {
	os.Getenv("APPDATA") // nothing becomes of it
	return svc.Run("agent", agent{})
}

// show is a user's command.
func show(*cobra.Command, []string) error {
	dir, err := os.UserConfigDir()
	log.Print(len(dir))
	return err
}
