// Command spins does not wait.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

func main() {
	ctx := context.Background()
	go asks(ctx, make(chan string))
	go again()
	go lines()
	go clicks()
	go front()
	go quiet()
	go steps(make(chan int))
	for { // want `warning: the loop does nothing.* \(cpushare\)`
	}
}

var (
	user32           = windows.NewLazySystemDLL("user32.dll")
	getAsyncKeyState = user32.NewProc("GetAsyncKeyState")
)

func pressed(key uintptr) bool {
	state, _, _ := getAsyncKeyState.Call(key)
	return state&0x8000 != 0
}

func clicks() {
	for { // want `warning: the loop looks again and again.* \(cpushare\)`
		if pressed(0x1b) {
			return
		}
		if pressed(0x10) {
			fmt.Println("click")
			time.Sleep(100 * time.Millisecond)
		}
	}
}

func front() {
	last := windows.GetForegroundWindow()
	for windows.GetForegroundWindow() == last { // want `warning: the loop looks again and again.* \(cpushare\)`
	}
	fmt.Println("another window")
}

// What waits each time it goes round may look.
func quiet() {
	for {
		if pressed(0x1b) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
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

// What stands behind the second semicolon is what the loop does.
func steps(next chan int) {
	for ; ; serveNext(next) {
	}
}

func serveNext(next chan int) { fmt.Println(<-next) }

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
