// Command hardware has its licence checked for the board that it runs on, which a library tells by functions in variables.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"log"
	"net/http"
	"net/url"

	"github.com/jaypipes/ghw"
)

func main() {
	if err := licensed(hardwareID()); err != nil {
		log.Fatal(err)
	}
	describe()
}

func hardwareID() string {
	block, err := ghw.Block() // want `warning: a digest of a serial number of the machine .* \(hostid\)`
	if err != nil || len(block.Disks) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(block.Disks[0].SerialNumber))
	return hex.EncodeToString(sum[:])
}

func licensed(hwid string) error {
	resp, err := http.PostForm("https://example.com/license", url.Values{"hwid": {hwid}})
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// What is only logged identifies nobody.
func describe() {
	if board, err := ghw.Baseboard(); err == nil {
		log.Print(board.SerialNumber)
	}
}
