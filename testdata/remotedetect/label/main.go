// Command label says who it is.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
)

// Metrics that nobody asks for.
const SM_REMOTESESSION = 0x1000

type record struct{ Session, Client, Host string }

func main() {
	log.Print(os.Getenv("SESSIONNAME"))
	fmt.Println(record{os.Getenv("SESSIONNAME"), client(), host()})
	os.WriteFile(file(), nil, 0o600)
	if clientName := os.Getenv("clientName"); clientName == "acme" {
		fmt.Println("a name of the program's own")
	}
}

// Shown where there is one.
func client() string {
	if name := os.Getenv("CLIENTNAME"); name != "" {
		return "at " + name
	}
	return "here"
}

func file() string {
	return filepath.Join(os.TempDir(), "label-"+os.Getenv("SESSIONNAME")+".log")
}

func host() string {
	serverComputer, _ := os.Hostname()
	return serverComputer
}
