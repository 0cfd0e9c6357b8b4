// Command listed ends programs by commands that it hands on as lists.
package main

import (
	"log"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"rdslint.example/testdata/processscope/listed/shell"
)

func main() {
	_ = run([]string{"taskkill", "/F", "/IM", "a.exe"})               // want `warning: every process of a.exe .* \(processscope\)`
	_ = runWith("taskkill", []string{"/IM", "b.exe"})                 // want `warning: every process of b.exe .* \(processscope\)`
	_ = shell.Run([]string{"taskkill", "/IM", "c.exe"})               // want `warning: every process of c.exe .* \(processscope\)`
	_ = shell.Hidden("taskkill", append([]string{"/IM"}, "d.exe")...) // want `warning: every process of d.exe .* \(processscope\)`
	_ = inShell([]string{"taskkill", "/IM", "e.exe"})                 // want `warning: every process of e.exe .* \(processscope\)`

	_ = run([]string{"taskkill", "/F", "/IM", "f.exe", "/FI", "SESSION eq 2"})
	_ = run([]string{"taskkill", "/F", "/PID", strconv.Itoa(os.Getpid())})
	_ = runWith("taskkill", []string{"/IM", "g.exe", "/FI", "USERNAME eq " + os.Getenv("USERNAME")})
	_ = run([]string{"git", "log", "/IM", "h.exe"})
	_ = run(os.Args[1:])

	command := other()
	_ = exec.Command(command[0], command[1:]...).Run() // want `warning: every process of k.exe .* \(processscope\)`
	cmd := exec.Command("taskkill")                    // want `warning: every process of l.exe .* \(processscope\)`
	cmd.Args = []string{"taskkill", "/IM", "l.exe"}
	_ = cmd.Run()

	args := []string{"/F"}
	if len(os.Args) > 1 {
		args = append(args, "/T")
	}
	args = append(args, "/IM", "i.exe")
	_ = runWith("taskkill", args)         // want `warning: every process of i.exe .* \(processscope\)`
	_ = shell.Hidden("taskkill", args...) // want `warning: every process of i.exe .* \(processscope\)`

	var s step = step{}
	log.Print(s.do(3, []string{"tskill", "x"}), s.do(3, []string{"taskkill", "/IM", "j.exe"})) // want `warning: every process of j.exe .* \(processscope\)`
}

// Each system has a command of its own.
func other() []string {
	switch runtime.GOOS {
	case "windows":
		return []string{"taskkill", "/F", "/IM", "k.exe"}
	case "darwin":
		return []string{"killall", "k"}
	}
	return []string{"pkill", "-f", "k"}
}

func run(args []string) error { return exec.Command(args[0], args[1:]...).Run() }

func runWith(name string, args []string) error { return exec.Command(name, args...).Run() }

func inShell(args []string) error { return run(append([]string{"cmd", "/c"}, args...)) }

type step struct{}

func (step) do(tries int, args []string) error {
	if len(args) == 0 {
		return nil
	}
	name, rest := args[0], args[1:]
	var err error
	for range tries {
		cmd := exec.Command(name, rest...)
		if err = cmd.Run(); err == nil {
			break
		}
	}
	return err
}
