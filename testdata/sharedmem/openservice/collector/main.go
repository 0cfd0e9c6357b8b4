// Command collector shows a service that opens a block, for reading, by a name without a prefix that the module's session
// program creates: it looks in session 0 and never finds it. This is about the namespace, so it is objectname's.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var openFileMapping = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenFileMappingW")

type collector struct{}

func (collector) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	name := windows.StringToUTF16Ptr("SamplerOutput") // want:module "error: .*SamplerOutput.* \\(objectname\\)"
	block, _, _ := openFileMapping.Call(windows.FILE_MAP_READ, 0, uintptr(unsafe.Pointer(name)))
	windows.CloseHandle(windows.Handle(block))
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("collector", collector{}); err != nil {
		log.Print(err)
	}
}
