// Command chain hands a command on through several functions, the last of which has one for want of another.
package main

import (
	"net/http"
	"os/exec"
	"strings"
)

type command struct{ operation, line string }

func main() {
	http.HandleFunc("/sleep", func(_ http.ResponseWriter, r *http.Request) {
		chosen(command{"sleep", r.FormValue("line")})
	})
	_ = http.ListenAndServe("192.0.2.1:8009", nil)
}

func chosen(c command) {
	if c.operation == "sleep" {
		sleep(c.line)
	}
}

func sleep(line string) {
	if line == "" {
		line = `C:\Windows\System32\rundll32.exe powrprof.dll,SetSuspendState 0,1,1`
	}
	execute(line) // want `note: rundll32 powrprof.dll,SetSuspendState suspends the host.* \(hostwide\)`
}

func execute(line string) {
	parts := strings.Fields(line)
	_ = exec.Command(parts[0], parts[1:]...).Run()
}
