// Command licence binds a user's licence to the machine.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"unsafe"

	"github.com/denisbrodbeck/machineid"
)

type activationRequest struct {
	Key         string
	MachineCode string
	Fingerprint string
}

func main() {
	id, err := machineid.ProtectedID("program") // want `warning: the machine's id is taken for a licence's identity \("MachineCode"\).* \(hostid\)`
	if err != nil {
		log.Fatal(err)
	}
	activate(activationRequest{Key: os.Args[1], MachineCode: id, Fingerprint: fingerprint()})
	checkLicense(volume())
	checkLicense(board())
	log.Print(getHWID())
}

func activate(r activationRequest) {
	http.PostForm("https://example.com/activate", url.Values{"key": {r.Key}, "code": {r.MachineCode}, "print": {r.Fingerprint}})
}

func fingerprint() string {
	var parts []string
	out, err := exec.Command("wmic", "csproduct", "get", "uuid").Output() // want `warning: a digest of the machine's id is taken for a licence's identity \("Fingerprint"\).* \(hostid\)`
	if err == nil {
		parts = append(parts, strings.TrimSpace(string(out)))
	}
	list, _ := net.Interfaces()
	for _, i := range list {
		parts = append(parts, i.HardwareAddr.String())
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(sum[:16])
}

func checkLicense(hardwareID string) bool {
	resp, err := http.Get("https://example.com/check/" + hardwareID)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

func volume() string {
	root, _ := syscall.UTF16PtrFromString(`C:\`)
	var serial uint32
	syscall.NewLazyDLL("kernel32.dll").NewProc("GetVolumeInformationW").Call( // want `warning: a serial number of the machine is taken for a licence's identity \("hardwareID"\).* \(hostid\)`
		uintptr(unsafe.Pointer(root)), 0, 0, uintptr(unsafe.Pointer(&serial)), 0, 0, 0, 0)
	return fmt.Sprintf("%08X", serial)
}

func board() string {
	out, err := run("powershell.exe", "-NoProfile", "-Command", "(Get-CimInstance Win32_BaseBoard).SerialNumber") // want `warning: a serial number of the machine is taken for a licence's identity \("hardwareID"\).* \(hostid\)`
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

func run(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	return cmd.Output()
}

func getHWID() string {
	h := sha256.New()
	name, _ := os.Hostname() // want `warning: a digest of the computer's name is taken for a device's identity \("getHWID"\).* \(hostid\)`
	h.Write([]byte(name))
	return hex.EncodeToString(h.Sum(nil))
}
