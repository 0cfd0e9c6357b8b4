// A service process that a parent feeds, and that feeds its own children: standard input as a protocol, not a prompt.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"

	"golang.org/x/sys/windows/svc"
)

type job struct{ Name, Path string }

type worker struct{}

func (w worker) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	go w.jobs()
	go w.lines()
	go w.untilParentEnds()
	if err := w.filter(); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func (worker) jobs() {
	in := json.NewDecoder(os.Stdin)
	for {
		var j job
		if err := in.Decode(&j); err != nil {
			return
		}
		json.NewEncoder(os.Stdout).Encode(j)
	}
}

func (worker) lines() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Println("done", in.Text())
	}
}

func (worker) untilParentEnds() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

func (worker) filter() error {
	cmd := exec.Command("filter.exe", "-all")
	cmd.Stdin = os.Stdin
	cmd.Stdout = os.Stdout
	return cmd.Run()
}

func main() {
	if err := svc.Run("Worker", worker{}); err != nil {
		log.Fatal(err)
	}
}
