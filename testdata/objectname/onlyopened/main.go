// Command onlyopened reads what another product shares. That product holds a lock of its own while it writes, and chose the
// name.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

const lockName = `Global\SensorTableLock`

func main() {
	release, err := lock()
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer release()
	if running() {
		fmt.Println("the other product is running: end it first")
		os.Exit(1)
	}
}

func lock() (release func(), err error) {
	mutex, err := open(lockName)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", lockName, err)
	}
	if _, err := windows.WaitForSingleObject(mutex, 200); err != nil {
		return nil, fmt.Errorf("wait for %s: %w", lockName, err)
	}
	return func() { windows.ReleaseMutex(mutex) }, nil
}

func open(name string) (windows.Handle, error) {
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	return windows.OpenMutex(windows.SYNCHRONIZE, false, p)
}

// running refuses to go on beside the other product.
func running() bool {
	m, err := windows.OpenMutex(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(`Global\SensorServiceRunning`))
	if err != nil {
		return false
	}
	windows.CloseHandle(m)
	return true
}
