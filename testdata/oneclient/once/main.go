// Command once accepts one client.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"os"

	"github.com/Microsoft/go-winio"
)

func main() {
	go fixed()
	go chosen(os.Args[1])
	go free()
	go ready()
	go callback()
	go pair()
	go retried()
	go stdio("shim")
	go listen(":9103")
	go apart()
	handed(each)
	helper()
}

func listen(address string) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept() // want `warning: one connection is accepted here and no other: .* \(oneclient\)`
	if err != nil {
		log.Fatal(err)
	}
	serve(conn)
}

func serve(conn net.Conn) {
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		fmt.Println(lines.Text())
	}
}

func fixed() {
	l, err := net.Listen("tcp", ":9102")
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept() // want `warning: one connection is accepted here and no other: .* \(oneclient\)`
	if err != nil {
		log.Fatal(err)
	}
	serve(conn)
}

// chosen listens where its caller wants it to, as nc -l does.
func chosen(address string) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(os.Stdout, conn)
}

func free() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(l.Addr())
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	serve(conn)
}

// ready waits for a line of a helper that it has started.
func ready() {
	l, err := winio.ListenPipe(`\\.\pipe\LOCAL\ready`, nil)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	bufio.NewReader(conn).ReadString('\n')
	conn.Close()
}

func callback() {
	l, err := net.Listen("tcp", "127.0.0.1:9104") // want `note: .* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("https://login.example/authorize?redirect_uri=http://127.0.0.1:9104/callback")
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	serve(conn)
}

// pair connects the program to itself.
func pair() {
	l, err := net.Listen("tcp", ":9105")
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err == nil {
			io.WriteString(conn, "hello")
			conn.Close()
		}
	}()
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	serve(conn)
}

func retried() {
	l, err := net.Listen("tcp", ":9106")
	if err != nil {
		log.Fatal(err)
	}
	var conn net.Conn
	for {
		conn, err = l.Accept() // want `warning: one connection is accepted here and no other: .* \(oneclient\)`
		if err == nil {
			break
		}
	}
	serve(conn)
}

func stdio(id string) {
	l, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\stdio-%s-%d`, id, os.Getpid()), nil)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(os.Stdout, conn)
}

func apart() {
	l, err := net.Listen("tcp", ":9111")
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept() // want `warning: one connection is accepted here and no other: .* \(oneclient\)`
	if err != nil {
		log.Fatal(err)
	}
	go serve(conn)
	for {
		var line string
		fmt.Scanln(&line)
		io.WriteString(conn, line)
	}
}

func handed(f func()) { hook = f }

var hook func()

// each may be called as often as one likes.
func each() {
	l, err := net.Listen("tcp", ":9112")
	if err != nil {
		log.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		log.Fatal(err)
	}
	serve(conn)
}

func helper() {}
