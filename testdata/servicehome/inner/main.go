// Command inner has a command for the service, and commands for users which run others of its commands themselves: that one
// of these can be the service is no reason to take theirs for it.
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
	dir, _ := os.UserCacheDir() // want "warning: os.UserCacheDir in a service .*\\(servicehome\\)"
	log.Print(len(dir))
	root := newRoot()
	if err := root.Execute(); err != nil {
		log.Fatal(err)
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{Use: "inner"}
	root.AddCommand(newWork(), newSetup(), newReset(), newShow().command())
	root.ValidArgsFunction = complete
	return root
}

// complete is what a user's shell asks for.
func complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return []string{dir}, cobra.ShellCompDirectiveDefault
}

// A spec is a command as the program itself describes it.
type spec struct {
	name string
	run  func() error
}

func (s spec) command() *cobra.Command {
	return &cobra.Command{Use: s.name, RunE: func(*cobra.Command, []string) error { return s.run() }}
}

func newShow() spec {
	show := func() error {
		dir, err := os.UserConfigDir()
		log.Print(len(dir))
		return err
	}
	return spec{name: "show", run: show}
}

// newWork returns the service's command.
func newWork() *cobra.Command {
	return &cobra.Command{Use: "work", RunE: func(_ *cobra.Command, args []string) error {
		return execute(append([]string{"work"}, args...))
	}}
}

// newSetup returns a user's command, which has another part of the program set up.
func newSetup() *cobra.Command {
	return &cobra.Command{Use: "setup", RunE: func(*cobra.Command, []string) error {
		dir, err := os.UserConfigDir()
		if err != nil {
			return err
		}
		return execute([]string{"install", dir})
	}}
}

// newReset returns a user's command, which then runs another one.
func newReset() *cobra.Command {
	return &cobra.Command{Use: "reset", RunE: func(*cobra.Command, []string) error {
		home, err := os.UserHomeDir()
		if err != nil {
			return err
		}
		if err := os.RemoveAll(home + `\inner`); err != nil {
			return err
		}
		setup := newSetup()
		setup.SetArgs(nil)
		return setup.Execute()
	}}
}

// execute runs a part of the program by its name.
func execute(args []string) error {
	if len(args) == 0 {
		return nil
	}
	if args[0] == "install" {
		return os.MkdirAll(args[1], 0o700)
	}
	if args[0] == "work" {
		return svc.Run("inner", agent{})
	}
	return nil
}
