// Command flows takes marks of the machine for identities on long ways.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/google/uuid"
)

type computer struct{}

func (computer) mark() string {
	name, _ := os.Hostname() // want `warning: a digest of the computer's name is taken for a client's identity \("clientID"\).* \(hostid\)`
	return strings.ToLower(strings.TrimSpace(name))
}

func main() {
	raw := computer{}.mark()
	sum := md5.Sum([]byte(raw))
	clientID := hex.EncodeToString(sum[:])
	log.Print(clientID)

	ask := os.Hostname
	name, _ := ask() // want `warning: the computer's name is taken for an instance's identity \("instance_id"\).* \(hostid\)`
	fields := map[string]string{}
	fields["instance_id"] = name
	log.Print(fields)

	func() {
		host, _ := os.Hostname() // want `warning: a digest of the computer's name is taken for a peer's identity \("peerUUID"\).* \(hostid\)`
		peerUUID := uuid.NewSHA1(uuid.NameSpaceDNS, []byte(host)).String()
		log.Print(peerUUID)
	}()

	log.Print(signed(os.Getenv("COMPUTERNAME")), choose(false), linuxOnly()) // want `warning: a digest of the computer's name is taken for a device's identity \("deviceID"\).* \(hostid\)`
	log.Print(keep("x"), generic(serial()), hwid())
}

func signed(value string) string {
	m := hmac.New(sha256.New, []byte("key"))
	m.Write([]byte("device:" + value))
	deviceID := base64.StdEncoding.EncodeToString(m.Sum(nil))
	return deviceID
}

// choose takes the name of the machine where nothing else is set.
func choose(set bool) (clientID string) {
	clientID = "fixed"
	if !set {
		clientID, _ = os.Hostname() // want `warning: the computer's name is taken for a client's identity \("clientID"\).* \(hostid\)`
	}
	return clientID
}

func linuxOnly() string {
	if runtime.GOOS == "linux" {
		clientID, _ := os.Hostname()
		return clientID
	}
	return ""
}

func serial() string {
	cmd := exec.Command("powershell", "-Command", "(Get-CimInstance Win32_BIOS).SerialNumber")
	out, err := cmd.CombinedOutput() // want `warning: a serial number of the machine is taken for a user's identity \("userID"\).* \(hostid\)`
	if err != nil {
		return ""
	}
	return string(out)
}

func hwid() string {
	var out bytes.Buffer
	cmd := exec.Command("cmd.exe", "/c", "wmic csproduct get uuid")
	cmd.Stdout = &out // want `warning: a digest of the machine's id is taken for a device's identity \("hwid"\).* \(hostid\)`
	if cmd.Run() != nil {
		return ""
	}
	h := sha256.New()
	h.Write([]byte(out.String()))
	return hex.EncodeToString(h.Sum(nil))
}

func generic[T any](userID T) string { return fmt.Sprint(userID) }

// keep gives its own value back.
func keep(sessionID string) string { return sessionID }
