// Command workdirservice works in the directory of its executable where it is a service, and else where its user starts it.
package main

import (
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows/svc"
)

func main() {
	if err := settle(); err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 {
		dump(os.Args[1])
	}
}

func settle() error {
	is, err := svc.IsWindowsService()
	if err != nil || !is {
		return err
	}
	return os.Chdir(filepath.Dir(os.Args[0]))
}

func dump(text string) {
	if err := os.WriteFile("workdirservice.log", []byte(text), 0o600); err != nil {
		log.Print(err)
	}
}
