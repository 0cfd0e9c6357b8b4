// Command silent opens what somebody names.
package main

import (
	"flag"
	"os"
	"runtime"

	"github.com/getlantern/systray"
	"go.bug.st/serial"
)

var (
	port  = flag.String("port", "COM3", "the port")
	other string
)

func main() {
	flag.StringVar(&other, "other", "COM4", "another port")
	flag.Parse()
	systray.Run(ready, nil)
}

func ready() {
	println(elevated())
	open(*port)
	open(other)
	open(os.Getenv("PORT"))
	for _, name := range []string{"COM1", "COM2", "COM3"} {
		open(name)
	}
	if list, err := serial.GetPortsList(); err == nil && len(list) > 0 {
		open(list[0])
	}
	open("/dev/ttyUSB0")
	if runtime.GOOS != "windows" {
		open("COM9")
	}
	_, _ = os.Open("com3.txt")
	_, _ = os.ReadFile("NUL")
	_ = os.WriteFile("Comfort", nil, 0o600)
}

// elevated asks whether the process may open a disk.
func elevated() bool {
	f, err := os.Open(`\\.\PHYSICALDRIVE0`)
	if err != nil {
		return false
	}
	_ = f.Close()
	return true
}

func open(name string) {
	if p, err := serial.Open(name, &serial.Mode{}); err == nil {
		p.Close()
	}
}
