// Command silent is what pipename says nothing about: a service's well-known pipe, names that are private, and clients.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"

	"github.com/Microsoft/go-winio"
	"github.com/google/uuid"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var chosen = flag.String("pipe", "", "where to listen")

type collector struct{}

func (collector) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go serve(`\\.\pipe\parcel-service`)
	<-requests
	return false, 0
}

func main() {
	flag.Parse()
	if isService, err := svc.IsWindowsService(); err == nil && isService {
		if err := svc.Run("collector", collector{}); err != nil {
			log.Print(err)
		}
		return
	}
	var session uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &session); err != nil {
		log.Fatal(err)
	}
	go serve(fmt.Sprintf(`\\.\pipe\parcel-%d`, session))
	go serve(fmt.Sprintf(`\\.\pipe\parcel-%s-%d`, os.Getenv("USERNAME"), session))
	go serve(fmt.Sprintf(`\\.\pipe\parcel-stdio-%d`, os.Getpid()))
	go serve(`\\.\pipe\parcel-` + uuid.NewString())
	go serve(`\\.\pipe\LOCAL\parcel`)
	go serve(`\\.\pipe\` + flag.Arg(0))
	go serve(*chosen)
	go socket(filepath.Join(os.TempDir(), "parcel.sock"))
	go socket("parcel.sock")
	go socket("/var/run/parcel.sock")
	go socket("")

	conn, err := winio.DialPipe(`\\.\pipe\parcel-service`, nil)
	if err != nil {
		log.Fatal(err)
	}
	conn.Close()
	if conn, err = net.Dial("unix", `C:\ProgramData\Parcel\parcel.sock`); err == nil {
		conn.Close()
	}
	select {}
}

func serve(name string) {
	listener, err := winio.ListenPipe(name, nil)
	if err == nil {
		answer(listener)
	}
}

func socket(path string) {
	listener, err := net.Listen("unix", path)
	if err == nil {
		answer(listener)
	}
}

func answer(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
