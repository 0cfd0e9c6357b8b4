// A service that opens pages and documents: the browser starts in session 0.
package main

import (
	"log"
	"os/exec"
	"syscall"

	"github.com/lxn/win"
	"github.com/pkg/browser"
	"github.com/skratchdot/open-golang/open"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const page = "https://example.com/signin"

type portal struct{ report string }

func (p *portal) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	p.libraries()
	p.shell()
	p.commands()
	p.notUI()
	<-requests
	return false, 0
}

func (p *portal) libraries() {
	browser.OpenURL(page)      // want `error: .*OpenURL.* \(serviceui\)`
	browser.OpenFile(p.report) // want `error: .*OpenFile.* \(serviceui\)`
	open.Run(page)             // want `error: .*(open|browser).* \(serviceui\)`
	open.Start(page)           // want `error: .*(open|browser).* \(serviceui\)`
}

func (p *portal) shell() {
	verb := windows.StringToUTF16Ptr("open")
	windows.ShellExecute(0, verb, windows.StringToUTF16Ptr(page), nil, nil, windows.SW_SHOWNORMAL)           // want `error: .*ShellExecute.* \(serviceui\)`
	win.ShellExecute(0, verb, windows.StringToUTF16Ptr(`C:\Reports\today.pdf`), nil, nil, win.SW_SHOWNORMAL) // want `error: .*ShellExecute.* \(serviceui\)`
}

func (p *portal) commands() {
	exec.Command("rundll32", "url.dll,FileProtocolHandler", page).Start() // want `error: .*rundll32.* \(serviceui\)`
	exec.Command("cmd", "/c", "start", page).Start()                      // want `error: .*start.* \(serviceui\)`
	exec.Command("explorer", page).Start()                                // want `error: .*explorer.* \(serviceui\)`

	cmd := exec.Command("cmd.exe") // want `error: .*start.* \(serviceui\)`
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd.exe /c start "" "` + page + `"`}
	cmd.Run()
}

// Programs without a window of their own are not UI, however they are started.
func (p *portal) notUI() {
	exec.Command("rundll32", "advapi32.dll,ProcessIdleTasks").Run()
	exec.Command("cmd", "/c", "dir", `C:\Reports`).Run()
	exec.Command("msg", "*", "The portal restarts in five minutes").Run()
	windows.ShellExecute(0, nil, windows.StringToUTF16Ptr(`C:\Program Files\Portal\sync.exe`), nil, nil, windows.SW_HIDE)
}

func main() {
	if err := svc.Run("Portal", &portal{report: `C:\Reports\today.html`}); err != nil {
		log.Fatal(err)
	}
}
