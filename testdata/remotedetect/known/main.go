// Command known asks for the session at the machine's own screen as well.
package main

import (
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

var metrics = windows.NewLazySystemDLL("user32.dll").NewProc("GetSystemMetrics")

func main() { fmt.Println(remote()) }

func remote() bool {
	if n, _, _ := metrics.Call(0x1000); n != 0 {
		return true
	}
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Control\Terminal Server`, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer key.Close()
	glass, _, err := key.GetIntegerValue("GlassSessionId")
	var id uint32
	return err == nil && windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &id) == nil && uint64(id) != glass
}
