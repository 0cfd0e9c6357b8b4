// A service whose own helpers start programs, ask and draw: what is reported stands where the value is named.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type shop struct {
	in     *bufio.Reader
	token  windows.Token
	viewer *exec.Cmd
}

func (s *shop) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	s.in = bufio.NewReader(os.Stdin)
	s.variadic()
	s.list("https://example.com/list")
	s.quoted()
	s.later()
	s.tokens()
	log.Print(s.ask("Till: "), s.next())
	<-requests
	return false, 0
}

func run(name string, args ...string) error { return exec.Command(name, args...).Run() }

func (s *shop) variadic() {
	run("rundll32.exe", "url.dll,FileProtocolHandler", "https://example.com/variadic") // want `error: .*url.dll.* \(serviceui\)`
	run("cmd", "/c", "start", "https://example.com/variadic")                          // want `error: .*start.* \(serviceui\)`
	run("cmd", "/c", "del", "https.txt")
	run("sc", "start", "Depot")
}

func (s *shop) list(page string) {
	args := []string{"/c", "start"}
	args = append(args, "", page)
	exec.Command("cmd", args...).Run() // want `error: .*start.* \(serviceui\)`
	exec.Command("cmd", append([]string{"/c"}, "echo", page)...).Run()
}

func (s *shop) quoted() {
	exec.Command("cmd", "/c", `start "" "C:\Shop\Manual.pdf"`).Run()                                                                      // want `error: .*start.* \(serviceui\)`
	exec.Command("cmd", "/c", `start /b "" C:\Shop\sync.exe`).Run()                                                                       // a program without a window
	exec.Command("cmd", "/c", "cd /d C:\\Shop && start https://example.com/quoted").Run()                                                 // want `error: .*start.* \(serviceui\)`
	exec.Command(`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`, "-Command", fmt.Sprintf(script, "Till", 3)).Run()           // want `error: .*MessageBox.* \(serviceui\)`
	exec.Command("cmd", "/c", "powershell -Command Read-Host 'Till'").Run()                                                               // want `error: .*Read-Host.* \(serviceui\)`
	exec.Command("chrome", "--headless", "--print-to-pdf=report.pdf", "https://example.com/report").Run()                                 // nothing appears
	os.StartProcess(`C:\Windows\explorer.exe`, []string{"explorer.exe", `C:\Shop`}, &os.ProcAttr{Files: []*os.File{nil, nil, os.Stderr}}) // want `error: .*explorer.* \(serviceui\)`
}

const script = `[System.Windows.Forms.MessageBox]::Show("%s %d is open")`

// The command is finished elsewhere.
func (s *shop) later() {
	cmd := exec.Command("cmd") // want `error: .*start.* \(serviceui\)`
	setLine(cmd, `cmd /c start https://example.com/later`)
	cmd.Run()

	s.viewer = exec.Command("explorer", `C:\Shop`)
	s.viewer.SysProcAttr = new(syscall.SysProcAttr)
	s.viewer.SysProcAttr.Token = syscall.Token(s.token)
	s.viewer.Run()
}

func setLine(cmd *exec.Cmd, line string) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	cmd.SysProcAttr.CmdLine = line
}

// What runs with a user's token shows its windows to that user.
func (s *shop) tokens() {
	as(s.token, exec.Command("explorer", `C:\Shop`)).Run()
	as(0, exec.Command("notify.exe")).Run()
	start(syscall.Token(s.token), "explorer.exe")
	start(0, "explorer.exe") // want `error: .*explorer.* \(serviceui\)`
}

func as(token windows.Token, cmd *exec.Cmd) *exec.Cmd {
	attr := syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.SysProcAttr = &attr
	return cmd
}

func start(token syscall.Token, name string) error {
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: token}
	return cmd.Start()
}

func (s *shop) ask(question string) string {
	fmt.Print(question)
	line, _ := s.in.ReadString('\n') // want `error: .*console.* \(serviceui\)`
	return line
}

// A line that nobody was asked for comes from a parent.
func (s *shop) next() string {
	fmt.Println("ready")
	line, _ := s.in.ReadString('\n')
	return line
}

func main() {
	if err := svc.Run("Shop", &shop{}); err != nil {
		log.Fatal(err)
	}
}
