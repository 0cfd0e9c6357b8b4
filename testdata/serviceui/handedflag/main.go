// Command handedflag is a service whose main function hands its flags to functions, each of which does what one of them says.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"runtime"

	"github.com/kardianos/service"
	"github.com/lxn/walk"
)

type agent struct{}

func (agent) Start(service.Service) error { return nil }
func (agent) Stop(service.Service) error  { return nil }

func main() {
	var settings *bool
	assume := flag.Bool("y", false, "do not ask")
	if runtime.GOOS == "windows" {
		settings = flag.Bool("settings", false, "show the settings")
	}
	update := flag.Bool("update", false, "update the program")
	test := flag.Bool("test", false, "test the settings")
	flag.Parse()

	if len(os.Args) > 1 && os.Args[1] == "agent:settings" {
		yes := true
		show(&yes)
	}
	show(settings)
	tested(*test)
	updated(update, assume)
	greet("agent")

	s, err := service.New(agent{}, &service.Config{Name: "agent"})
	if err != nil {
		os.Exit(1)
	}
	if err := s.Run(); err != nil {
		os.Exit(1)
	}
}

func show(settings *bool) {
	if settings != nil && *settings {
		walk.MsgBox(nil, "Settings", "None", walk.MsgBoxOK)
		os.Exit(0)
	}
}

func tested(test bool) {
	if !test {
		return
	}
	walk.MsgBox(nil, "Settings", "Good", walk.MsgBoxOK)
	os.Exit(0)
}

func retested() { tested(true) }

func init() {
	if len(os.Args) > 1 && os.Args[1] == "agent:test" {
		retested()
	}
}

func updated(update, assume *bool) {
	if *update {
		if !*assume && !confirmed() {
			os.Exit(1)
		}
		os.Exit(0)
	}
}

func confirmed() bool {
	fmt.Print("Update now? ")
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	return err == nil && answer == "y\n"
}

func greet(name string) {
	if name != "" {
		walk.MsgBox(nil, name, "Starts", walk.MsgBoxOK) // want `error: .*MsgBox.* \(serviceui\)`
	}
}
