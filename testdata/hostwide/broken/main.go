// Command broken lacks a package; the rest of it is judged.
package main

import (
	"os/exec"

	"example.invalid/missing/ui"
)

func main() {
	ui.Show(missing)
	_ = exec.Command("shutdown", "/r").Run() // want `note: shutdown /r ends .* \(hostwide\)`
}
