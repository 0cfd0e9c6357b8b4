// Command broken does not compile.
package main

import "os/exec"

func main() {
	var n int = "text"
	_ = exec.Command("taskkill", "/F", "/IM", "helper.exe").Run() // want `warning: .* \(processscope\)`
	stop(n)
}

func stop(n int) { missing(n) }
