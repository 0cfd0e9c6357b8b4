// Command gopsutil looks for programs with the library of that name.
package main

import (
	"context"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/shirou/gopsutil/v4/process"
)

func main() {
	if err := killDaemon(); err != nil {
		log.Fatal(err)
	}
	if isRunning(context.Background(), "gopsutil.exe") { // want `warning: whether gopsutil.exe runs .* \(processscope\)`
		log.Fatal("runs already")
	}
	killMine("helper.exe")
	log.Print(memory("helper.exe"), parent())
}

func killDaemon() error {
	name := "daemon"
	if runtime.GOOS == "windows" {
		name = "daemon.exe"
	}
	list, err := process.Processes()
	if err != nil {
		return err
	}
	for _, p := range list {
		if image, _ := p.Name(); image == name {
			args, err := p.CmdlineSlice()
			if err != nil {
				return err
			}
			if slices.Contains(args, "serve") {
				if err := p.Kill(); err != nil { // want `warning: every process of daemon.exe .* \(processscope\)`
					return err
				}
			}
		}
	}
	return nil
}

func isRunning(ctx context.Context, name string) bool {
	list, err := process.ProcessesWithContext(ctx)
	if err != nil {
		return false
	}
	own := int32(os.Getpid())
	return slices.ContainsFunc(list, func(p *process.Process) bool {
		image, err := p.NameWithContext(ctx)
		return err == nil && p.Pid != own && strings.EqualFold(image, name)
	})
}

// killMine compares the owners.
func killMine(name string) {
	list, _ := process.Processes()
	for _, p := range list {
		image, _ := p.Name()
		owner, err := p.Username()
		if image == name && err == nil && owner == os.Getenv("USERNAME") {
			_ = p.Kill()
		}
	}
}

// memory measures.
func memory(name string) (sum uint64) {
	list, _ := process.Processes()
	for _, p := range list {
		if image, _ := p.Name(); image == name {
			if m, err := p.MemoryInfo(); err == nil {
				sum += m.RSS
			}
		}
	}
	return sum
}

// parent walks up from the process itself.
func parent() string {
	p, err := process.NewProcess(int32(os.Getpid()))
	for err == nil {
		if name, _ := p.Name(); name == "powershell.exe" {
			return name
		}
		p, err = p.Parent()
	}
	return ""
}
