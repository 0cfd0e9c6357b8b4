// The ways in which a remote address loses its port.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"log"
	"net"
	"net/netip"
	"strings"
)

var (
	byText   = map[string]net.Conn{}
	byAddr   = map[netip.Addr]net.Conn{}
	byBytes  = map[[4]byte]net.Conn{}
	byDigest = map[[32]byte]net.Conn{}
	byNumber = map[uint64]net.Conn{}
	byStruct = map[origin]net.Conn{}
)

type origin struct{ addr netip.Addr }

func serve(conn net.Conn) {
	byText[conn.RemoteAddr().(*net.TCPAddr).IP.String()] = conn // want `warning: .*address.* \(clientkey\)`

	full := conn.RemoteAddr().(*net.TCPAddr).AddrPort()
	byAddr[full.Addr()] = conn                 // want `warning: .*address.* \(clientkey\)`
	byAddr[full.Addr().Unmap()] = conn         // want `warning: .*address.* \(clientkey\)`
	byBytes[full.Addr().As4()] = conn          // want `warning: .*address.* \(clientkey\)`
	byStruct[origin{addr: full.Addr()}] = conn // want `warning: .*address.* \(clientkey\)`

	if parsed, err := netip.ParseAddrPort(conn.RemoteAddr().String()); err == nil {
		byAddr[parsed.Addr()] = conn // want `warning: .*address.* \(clientkey\)`
	}
	texts(conn, conn.RemoteAddr().String())
}

func texts(conn net.Conn, remote string) {
	byText[strings.Split(remote, ":")[0]] = conn     // want `warning: .*address.* \(clientkey\)`
	byText[strings.SplitN(remote, ":", 2)[0]] = conn // want `warning: .*address.* \(clientkey\)`

	before, _, _ := strings.Cut(remote, ":")
	byText[before] = conn // want `warning: .*address.* \(clientkey\)`

	if i := strings.LastIndex(remote, ":"); i >= 0 {
		byText[remote[:i]] = conn                     // want `warning: .*address.* \(clientkey\)`
		byText[strings.Trim(remote[:i], "[]")] = conn // want `warning: .*address.* \(clientkey\)`
	}
	host, _, _ := net.SplitHostPort(remote)
	byText["client-"+host] = conn              // want `warning: .*address.* \(clientkey\)`
	byText[fmt.Sprintf("tcp/%s", host)] = conn // want `warning: .*address.* \(clientkey\)`

	sum := sha256.Sum256([]byte(host))
	byDigest[sum] = conn                       // want `warning: .*address.* \(clientkey\)`
	byText[hex.EncodeToString(sum[:8])] = conn // want `warning: .*address.* \(clientkey\)`
	h := fnv.New64a()
	h.Write([]byte(host))
	byNumber[h.Sum64()] = conn // want `warning: .*address.* \(clientkey\)`
}

func main() {
	listener, err := net.Listen("tcp", ":7002")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		serve(conn)
	}
}
