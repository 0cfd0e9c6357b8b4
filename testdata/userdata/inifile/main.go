// Command inifile keeps settings as 16-bit programs did.
package main

import (
	"os"
	"path/filepath"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	write    = kernel32.NewProc("WritePrivateProfileStringW")
)

func set(file, value string) {
	section, _ := syscall.UTF16PtrFromString("main")
	key, _ := syscall.UTF16PtrFromString("theme")
	v, _ := syscall.UTF16PtrFromString(value)
	f, _ := syscall.UTF16PtrFromString(file)
	write.Call(uintptr(unsafe.Pointer(section)), uintptr(unsafe.Pointer(key)), uintptr(unsafe.Pointer(v)), uintptr(unsafe.Pointer(f)))
}

func main() {
	set("inifile.ini", "dark") // want `warning: WritePrivateProfileString keeps settings .* \(userdata\)`
	if dir, err := os.UserConfigDir(); err == nil {
		set(filepath.Join(dir, "inifile.ini"), "dark")
	}
}
