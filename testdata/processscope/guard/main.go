// Command guard ends a process by its id, unless its name says that the machine needs it.
package main

import (
	"errors"
	"log"
	"os"
	"strconv"

	"github.com/shirou/gopsutil/v4/process"
)

func main() {
	pid, err := strconv.Atoi(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := end(int32(pid)); err != nil {
		log.Fatal(err)
	}
	if err := once(); err != nil {
		log.Fatal(err)
	}
}

func end(pid int32) error {
	p, err := find(pid)
	if err != nil {
		return err
	}
	name, err := p.Name()
	if err != nil {
		return err
	}
	if precious(name) {
		return errors.New("refusing to end " + name)
	}
	return p.Kill()
}

func precious(name string) bool { return name == "database.exe" || name == "backup.exe" }

func find(pid int32) (*process.Process, error) {
	all, err := process.Processes()
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.Pid == pid {
			return p, nil
		}
	}
	return nil, os.ErrNotExist
}

func once() error {
	all, err := process.Processes()
	if err != nil {
		return err
	}
	for _, p := range all {
		name, err := p.Name()
		if err == nil && name == "guard.exe" && p.Pid != int32(os.Getpid()) { // want `warning: whether guard.exe runs is asked of all sessions: .* \(processscope\)`
			return errors.New("it runs already")
		}
	}
	return nil
}
