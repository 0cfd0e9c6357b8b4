// Command installer puts a new version in the place of the old one.
package main

import (
	"log"
	"os"
	"os/exec"
)

func main() {
	if len(os.Args) > 1 {
		uninstall()
		return
	}
	replace()
}

func uninstall() {
	_ = exec.Command("taskkill", "/F", "/IM", "helper.exe").Run() // want "note: every process of helper.exe .* \\(processscope\\)"
}

func replace() {
	_ = exec.Command("taskkill", "/F", "/IM", "helper.exe").Run() // want "note: every process of helper.exe .* \\(processscope\\)"
	if err := os.Remove(`C:\Program Files\Helper\helper.exe`); err != nil {
		log.Print(err)
	}
}
