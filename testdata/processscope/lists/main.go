// Command lists asks commands which programs run.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"sort"
	"strconv"
	"strings"
)

func main() {
	if running() || inList("helper.exe") || byWMI() || byShell() || alive("17") {
		fmt.Println("runs already")
		os.Exit(1)
	}
	monitor()
	services()
	fmt.Println(shown(), matching("helper"), count(), healthy(os.Args[0]), again(2))
	if listed(os.Args[0]) {
		os.Exit(1)
	}
	stop()
	stopAll()
	if len(pids()) > 0 {
		os.Exit(1)
	}
}

// again returns what it returns itself.
func again(tries int) []string {
	out, err := exec.Command("tasklist").Output()
	if err != nil && tries > 0 {
		return again(tries - 1)
	}
	var lines []string
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "helper.exe") {
			lines = append(lines, line)
		}
	}
	return lines
}

func running() bool {
	out, err := exec.Command("tasklist").Output() // want `warning: whether a program runs is asked of all sessions \(tasklist\).* \(processscope\)`
	if err != nil {
		return false
	}
	return strings.Contains(string(out), "helper.exe")
}

func inList(name string) bool {
	var out bytes.Buffer
	cmd := exec.Command("tasklist", "/FI", "IMAGENAME eq helper.exe", "/NH") // want `warning: whether helper.exe runs is asked of all sessions.* \(processscope\)`
	cmd.Stdout = &out
	if cmd.Run() != nil {
		return false
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if strings.HasPrefix(strings.ToLower(line), name) {
			return true
		}
	}
	return false
}

func byWMI() bool {
	out, _ := exec.Command("wmic", "process", "where", "name='helper.exe'", "get", "ProcessId").CombinedOutput() // want `warning: .* \(processscope\)`
	return strings.Count(string(out), "\n") > 1
}

func byShell() bool {
	out, _ := exec.Command("powershell", "-NoProfile", "-Command", "Get-Process helper").Output() // want `warning: .* \(processscope\)`
	return len(strings.TrimSpace(string(out))) > 0
}

// alive asks for one process.
func alive(id string) bool {
	out, _ := exec.Command("tasklist", "/FI", "PID eq "+id).Output()
	return strings.Contains(string(out), id)
}

// monitor shows what runs.
func monitor() {
	out, _ := exec.Command("tasklist", "/FO", "CSV").Output()
	for _, line := range strings.Split(string(out), "\n") {
		if strings.HasPrefix(line, "Image Name") {
			continue
		}
		fmt.Println(line)
	}
}

func services() {
	out, _ := exec.Command("tasklist", "/svc").Output()
	if strings.Contains(string(out), "spooler.exe") {
		fmt.Println("spooler")
	}
}

// shown lists what a user may choose from.
func shown() []string {
	found := map[string]bool{}
	out, err := exec.Command("tasklist", "/FO", "CSV", "/NH").Output()
	if err != nil {
		return nil
	}
	for _, line := range strings.Split(string(out), "\n") {
		name := strings.Trim(strings.Split(line, ",")[0], `"`)
		if !ofWindows(name) {
			found[name] = true
		}
	}
	list := make([]string, 0, len(found))
	for name := range found {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

func ofWindows(name string) bool {
	for _, known := range []string{"system", "svchost.exe", "csrss.exe"} {
		if strings.EqualFold(name, known) {
			return true
		}
	}
	return false
}

type process struct {
	name string
	id   int
}

// matching lists the processes that somebody looks for.
func matching(term string) []process {
	var found []process
	out, err := exec.Command("tasklist", "/FO", "CSV", "/NH").Output()
	if err != nil {
		return nil
	}
	for _, line := range strings.Split(string(out), "\n") {
		parts := strings.Split(line, ",")
		if len(parts) < 2 {
			continue
		}
		if strings.Contains(strings.ToLower(parts[0]), term) {
			id, _ := strconv.Atoi(strings.Trim(parts[1], `"`))
			found = append(found, process{parts[0], id})
		}
	}
	return found
}

func stopAll() {
	args := []string{"/F"}
	out, _ := exec.Command("tasklist", "/FO", "CSV", "/NH").Output() // want `warning: whether a program runs is asked of all sessions.* \(processscope\)`
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "helper.exe") {
			args = append(args, "/PID", strings.Split(line, ",")[1])
		}
	}
	exec.Command("taskkill", append(args, "/T")...).Run()
}

// stop ends what it has found.
func stop() {
	var found []string
	out, _ := exec.Command("tasklist", "/FO", "CSV", "/NH").Output() // want `warning: whether a program runs is asked of all sessions.* \(processscope\)`
	for _, line := range strings.Split(string(out), "\n") {
		if !strings.Contains(line, "helper.exe") {
			continue
		}
		found = append(found, strings.Trim(strings.Split(line, ",")[1], `"`))
	}
	for _, id := range found {
		exec.Command("taskkill", "/F", "/PID", id).Run()
	}
}

// output runs any command. What one caller tests of what it prints says nothing of the others.
func output(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

func count() int { return strings.Count(output("tasklist", "/NH"), "\n") }

func healthy(service string) bool { return strings.Contains(output("sc", "query"), service) }

func listed(name string) bool {
	return strings.Contains(output("tasklist", "/NH"), name) // want `warning: whether a program runs is asked of all sessions.* \(processscope\)`
}

// Whoever calls pids decides by their number.
func pids() []string {
	var found []string
	out, _ := exec.Command("tasklist", "/FO", "CSV", "/NH").Output() // want `warning: whether a program runs is asked of all sessions.* \(processscope\)`
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "helper.exe") {
			found = append(found, line)
		}
	}
	return found
}
