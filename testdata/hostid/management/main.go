// Command management has its licence checked for what management instrumentation tells of the machine.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"sort"
	"strings"

	"github.com/yusufpapurcu/wmi"
)

type Win32_BaseBoard struct {
	Manufacturer string
	SerialNumber *string
}

type processor struct {
	Name        string
	ProcessorId string
}

func main() {
	var boards []Win32_BaseBoard
	if err := wmi.Query(wmi.CreateQuery(&boards, ""), &boards); err == nil && len(boards) > 0 { // want `warning: a serial number of the machine is taken for a licence's identity \("hardwareID"\).* \(hostid\)`
		checkLicense(*boards[0].SerialNumber)
	}
	checkLicense(machineCode())
	checkLicense(disk(0))
	checkLicense(model())
	checkLicense(board(boards))
	if parts, err := components(); err == nil {
		sort.Strings(parts)
		checkLicense(strings.Join(parts, "|"))
	}

	checkLicense(strings.Join(volumes(), "-"))

	if ok, mark := hwid(); ok {
		log.Print(mark)
	}

	var systems []struct{ Name, UserName string }
	if wmi.QueryNamespace("SELECT Name, UserName FROM Win32_ComputerSystem", &systems, `root\cimv2`) != nil {
		return
	}
	for _, s := range systems {
		userID := s.UserName
		log.Print(userID)
	}
}

func checkLicense(hardwareID string) bool {
	resp, err := http.PostForm("https://example.com/license", url.Values{"code": {hardwareID}})
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

func machineCode() string {
	var list []processor
	err := wmi.Query("select Name, ProcessorId from Win32_Processor", &list) // want `warning: a digest of a serial number of the machine .* \(hostid\)`
	if err != nil {
		return ""
	}
	var parts []string
	for _, p := range list {
		parts = append(parts, strings.TrimSpace(p.ProcessorId))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(sum[:])
}

func disk(index int) string {
	var disks []*struct{ SerialNumber string }
	client := &wmi.Client{}
	if err := client.Query(fmt.Sprintf("SELECT SerialNumber FROM Win32_DiskDrive WHERE Index = %d", index), &disks); err != nil { // want `warning: a serial number of the machine .* \(hostid\)`
		return ""
	}
	return disks[0].SerialNumber
}

// The model of a processor identifies nothing.
func model() string {
	var list []processor
	if err := wmi.Query("SELECT Name FROM Win32_Processor", &list); err != nil {
		return ""
	}
	return list[0].Name
}

func board(boards []Win32_BaseBoard) string { return boards[0].Manufacturer }

func components() ([]string, error) {
	var list []string
	var products []struct{ UUID string }
	if err := wmi.Query("SELECT UUID FROM Win32_ComputerSystemProduct", &products); err == nil && len(products) > 0 { // want `warning: the machine's id .* \(hostid\)`
		list = append(list, "UUID:"+products[0].UUID)
	}
	var media []struct{ SerialNumber string }
	if err := wmi.Query("SELECT SerialNumber FROM Win32_PhysicalMedia", &media); err == nil {
		for _, m := range media {
			list = append(list, "DISK:"+m.SerialNumber)
		}
	}
	return list, nil
}

func volumes() (list []string) {
	var volumes []struct{ VolumeSerialNumber string }
	if err := wmi.Query("SELECT VolumeSerialNumber FROM Win32_LogicalDisk WHERE DeviceID = 'C:'", &volumes); err != nil { // want `warning: a serial number of the machine .* \(hostid\)`
		return nil
	}
	for _, v := range volumes {
		list = append(list, v.VolumeSerialNumber)
	}
	return list
}

func hwid() (bool, string) {
	var mark strings.Builder
	var bioses []struct{ SerialNumber string }
	if err := wmi.Query("SELECT SerialNumber FROM Win32_BIOS", &bioses); err != nil { // want `warning: a digest of a serial number of the machine is taken for a device's identity \("deviceID"\).* \(hostid\)`
		return false, ""
	}
	for _, bios := range bioses {
		mark.WriteString(strings.TrimSpace(bios.SerialNumber))
	}
	deviceID := sha256.Sum256([]byte(mark.String()))
	return true, hex.EncodeToString(deviceID[:])
}
