// Command temp writes in the machine's temporary directories.
package main

import (
	"log"
	"os"
)

const trace = `C:\Windows\Temp\trace.log` // want `warning: the file lies in the machine's temporary directory, .* \(userdata\)`

func main() {
	if err := os.WriteFile(`C:\Temp\state\one.json`, nil, 0o600); err != nil { // want `warning: the file lies in the machine's temporary directory, .* \(userdata\)`
		log.Print(err)
	}
	f, err := os.Create(trace)
	if err != nil {
		log.Fatal(err)
	}
	f.Close()
	if err := os.MkdirAll("d:/tools/cache", 0o755); err != nil { // want `warning: the directory has one path for all users .* \(userdata\)`
		log.Print(err)
	}
}
