// Command drives tells drives apart that somebody puts in, which the machine is not.
package main

import (
	"fmt"

	"golang.org/x/sys/windows"
)

type event struct {
	DeviceID string
	Label    string
}

func main() {
	for _, root := range []string{`E:\`, `F:\`} {
		inserted(root)
	}
	var letters [64]uint16
	n, _ := windows.GetLogicalDriveStrings(64, &letters[0])
	for i := uint32(0); i < n; i += 4 {
		inserted(windows.UTF16ToString(letters[i:]))
	}
}

func inserted(root string) {
	deviceID, label := info(root)
	fmt.Println(event{DeviceID: deviceID, Label: label})
}

func info(root string) (deviceID, label string) {
	name, err := windows.UTF16PtrFromString(root)
	if err != nil {
		return "", ""
	}
	var buf [64]uint16
	var serial uint32
	if windows.GetVolumeInformation(name, &buf[0], 64, &serial, nil, nil, nil, 0) != nil {
		return "", ""
	}
	return fmt.Sprintf("%08X", serial), windows.UTF16ToString(buf[:])
}
