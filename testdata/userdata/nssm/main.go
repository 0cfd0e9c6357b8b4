// Command nssm is a service by another program, which starts it as one. Its settings lie where only administrators write.
package main

import (
	"log"
	"os"
	"os/exec"
)

const folder = `C:\Program Files\Wrapped\`

func main() {
	if len(os.Args) > 1 && os.Args[1] == "register" {
		if err := register(); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := os.WriteFile(folder+"state.json", []byte("{}"), 0o600); err != nil {
		log.Fatal(err)
	}
}

func register() error { return wrapper("install") }

func wrapper(word string) error {
	return exec.Command(folder+"nssm.exe", word, "Wrapped", folder+"wrapped.exe").Run()
}
