// Command wrapper leaves it to another package to find programs.
package main

import (
	"log"
	"os"
	"os/exec"

	"rdslint.example/testdata/processscope/wrapper/proc"
)

type monitor struct {
	detector proc.Detector
	names    []string
}

func main() {
	m := &monitor{detector: proc.Snapshot{}, names: []string{"game.exe"}}
	m.probe()
	if err := proc.Kill("helper.exe"); err != nil { // want `warning: every process of helper.exe .* \(processscope\)`
		log.Print(err)
	}
	_ = run("taskkill", "/IM", "other.exe") // want `warning: every process of other.exe .* \(processscope\)`
	end := exec.Command
	_ = end("taskkill", "/IM", "third.exe").Run() // want `warning: every process of third.exe .* \(processscope\)`
	stop(os.Args[0])
}

func (m *monitor) probe() {
	running, err := m.detector.Running(m.names) // want:module `warning: whether .* \(processscope\)`
	if err != nil {
		log.Print(err)
		return
	}
	if running {
		m.started()
	}
}

func (m *monitor) started() { log.Print("started") }

func run(name string, args ...string) error { return exec.Command(name, args...).Run() }

func stop(path string) {
	_ = exec.Command("taskkill", "/IM", path).Run() // want `warning: every process of a program .* \(processscope\)`
}
