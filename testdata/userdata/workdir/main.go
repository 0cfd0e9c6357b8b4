// Command workdir works in the directory of its executable.
package main

import (
	"log"
	"os"
	"path/filepath"
)

func main() {
	exe, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.Chdir(filepath.Dir(exe)); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("workdir.log", nil, 0o600); err != nil { // want `warning: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
	if err := os.WriteFile(filepath.Join(os.TempDir(), "workdir.log"), nil, 0o600); err != nil {
		log.Print(err)
	}
}
