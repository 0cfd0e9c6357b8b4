// Command broken does not type-check.
package main

import (
	"bufio"
	"net"
)

func main() {
	l, err := net.Listen("tcp", undefined)
	if err != nil {
		return
	}
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		missing(conn)
		lines := bufio.NewScanner(conn)
		for lines.Scan() {
			more(lines.Text())
		}
	}
}
