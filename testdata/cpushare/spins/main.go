// Command spins does not wait.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"net"
	"os"
)

func main() {
	ctx := context.Background()
	go asks(ctx, make(chan string))
	go again()
	lines()
}

func asks(ctx context.Context, in chan string) {
	for { // want `warning: the loop only asks again and again whether something has come.* \(cpushare\)`
		select {
		case <-ctx.Done():
			return
		case s := <-in:
			fmt.Println(s)
		default:
		}
	}
}

func again() {
	for { // want `warning: what has failed is tried again at once.* \(cpushare\)`
		conn, err := net.Dial("tcp", "192.0.2.1:7000")
		if err != nil {
			log.Print(err)
			continue
		}
		serve(conn)
	}
}

func serve(conn net.Conn) { conn.Close() }

func lines() {
	in := bufio.NewReader(os.Stdin)
	for { // want `warning: what has failed is tried again at once.* \(cpushare\)`
		line, err := in.ReadString('\n')
		if err != nil {
			log.Print(err)
			continue
		}
		fmt.Println(line)
	}
}
