// Command automation asks management instrumentation through its objects of automation.
package main

import (
	"fmt"
	"log"
	"strings"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
)

func main() {
	deviceID, err := boardSerial()
	if err != nil {
		log.Fatal(err)
	}
	log.Print(deviceID)
	log.Print(playerID(services()), modelID(services()))
}

func services() *ole.IDispatch {
	unknown, err := oleutil.CreateObject("WbemScripting.SWbemLocator")
	if err != nil {
		return nil
	}
	locator := unknown.MustQueryInterface(ole.IID_IDispatch)
	return oleutil.MustCallMethod(locator, "ConnectServer").ToIDispatch()
}

func boardSerial() (string, error) {
	raw, err := oleutil.CallMethod(services(), "ExecQuery", "SELECT SerialNumber FROM Win32_BaseBoard") // want `warning: a serial number of the machine is taken for a device's identity \("deviceID"\).* \(hostid\)`
	if err != nil {
		return "", err
	}
	list := raw.ToIDispatch()
	defer list.Release()
	item, err := oleutil.CallMethod(list, "ItemIndex", 0)
	if err != nil {
		return "", err
	}
	board := item.ToIDispatch()
	defer board.Release()
	serial, err := oleutil.GetProperty(board, "SerialNumber")
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(fmt.Sprintf("%v", serial.Value())), nil
}

func playerID(server *ole.IDispatch) string {
	raw := oleutil.MustCallMethod(server, "ExecQuery", "SELECT * FROM Win32_Processor") // want `warning: a serial number of the machine is taken for a user's identity \("playerID"\).* \(hostid\)`
	list, err := oleutil.MustGetProperty(raw.ToIDispatch(), "_NewEnum").ToIUnknown().IEnumVARIANT(ole.IID_IEnumVariant)
	if err != nil {
		return ""
	}
	item, n, err := list.Next(1)
	if err != nil || n == 0 {
		return ""
	}
	id, err := item.ToIDispatch().GetProperty("ProcessorID")
	if err != nil {
		return ""
	}
	return id.ToString()
}

// The name of a processor's model identifies nothing.
func modelID(server *ole.IDispatch) string {
	list := oleutil.MustCallMethod(server, "ExecQuery", "SELECT * FROM Win32_Processor").ToIDispatch()
	deviceID := oleutil.MustGetProperty(oleutil.MustCallMethod(list, "ItemIndex", 0).ToIDispatch(), "Name").ToString()
	return deviceID
}
