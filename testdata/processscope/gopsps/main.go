// Command gopsps looks for programs with a library.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/mitchellh/go-ps"
	"golang.org/x/sys/windows"
)

const image = "helper.exe"

type proc struct {
	name string
	pid  int
}

func main() {
	if err := end(); err != nil {
		log.Fatal(err)
	}
	if running("gopsps.exe") { // want `warning: whether gopsps.exe runs .* \(processscope\)`
		os.Exit(1)
	}
	if other, err := taken(); err != nil || other { // want `warning: whether sibling.exe runs .* \(processscope\)`
		os.Exit(1)
	}
	if id, ok := cousin(); ok {
		kill(id) // want `warning: every process of cousin.exe .* \(processscope\)`
	}
	for _, p := range all() {
		if p.name == image {
			kill(p.pid) // want `warning: every process of helper.exe .* \(processscope\)`
		}
	}
	for _, id := range pids() {
		kill(id) // want `warning: .* \(processscope\)`
	}
	log.Print(len(pids()))
	show()
	endByCommand()
	endElsewhere()
	endBase()
	if err := explain(); err != nil {
		log.Fatal(err)
	}
}

// taken hands on the answer of another function, behind an if.
func taken() (bool, error) {
	if _, ok := sibling(); ok {
		return true, nil
	}
	return false, nil
}

func sibling() (int, bool) {
	list, _ := ps.Processes()
	for _, p := range list {
		if p.Executable() == "sibling.exe" && p.Pid() != os.Getpid() {
			return p.Pid(), true
		}
	}
	return 0, false
}

func cousin() (int, bool) {
	list, _ := ps.Processes()
	for _, p := range list {
		if p.Executable() == "cousin.exe" {
			return p.Pid(), true
		}
	}
	return 0, false
}

// explain only tells more of an error.
func explain() error {
	list, _ := ps.Processes()
	var found ps.Process
	for _, p := range list {
		if strings.EqualFold(p.Executable(), "service.exe") {
			found = p
			break
		}
	}
	if found == nil {
		return errors.New("the service does not run")
	}
	return fmt.Errorf("the service runs as %d, but does not answer", found.Pid())
}

// endElsewhere looks for a name that no program of Windows has.
func endElsewhere() {
	list, _ := ps.Processes()
	for _, p := range list {
		if p.Executable() == "helperd" {
			kill(p.Pid())
		}
	}
}

func endBase() {
	list, _ := ps.Processes()
	for _, p := range list {
		name := strings.TrimSuffix(strings.ToLower(p.Executable()), ".exe")
		if name == "helperd" {
			kill(p.Pid()) // want `warning: every process of helperd .* \(processscope\)`
		}
	}
}

func endByCommand() {
	list, _ := ps.Processes()
	for _, p := range list {
		if strings.EqualFold(p.Executable(), "third.exe") {
			_ = exec.Command("taskkill", "/F", "/PID", strconv.Itoa(p.Pid())).Run() // want `warning: every process of third.exe .* \(processscope\)`
		}
	}
}

func end() error {
	list, err := ps.Processes()
	if err != nil {
		return err
	}
	for _, p := range list {
		if !strings.EqualFold(p.Executable(), image) {
			continue
		}
		found, err := os.FindProcess(p.Pid())
		if err != nil {
			return err
		}
		if err := found.Kill(); err != nil { // want `warning: every process of helper.exe .* \(processscope\)`
			return err
		}
	}
	return nil
}

func running(name string) bool {
	list, _ := ps.Processes()
	for _, p := range list {
		if p.Executable() == name && uint32(p.Pid()) != windows.GetCurrentProcessId() {
			return true
		}
	}
	return false
}

func all() (out []proc) {
	list, _ := ps.Processes()
	for _, p := range list {
		out = append(out, proc{name: p.Executable(), pid: p.Pid()})
	}
	return out
}

func pids() (out []int) {
	list, _ := ps.Processes()
	for _, p := range list {
		switch strings.ToLower(p.Executable()) {
		case "helper.exe", "other.exe":
			out = append(out, p.Pid())
		}
	}
	return out
}

func kill(pid int) {
	p, err := os.FindProcess(pid)
	if err != nil {
		return
	}
	_ = p.Kill()
}

func show() {
	list, _ := ps.Processes()
	for _, p := range list {
		if strings.HasPrefix(p.Executable(), "helper") {
			log.Print(p.Pid())
		}
	}
}
