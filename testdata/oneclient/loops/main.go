// Command loops accepts the next client when it is done with the one before.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/rpc"
	"os"
	"time"
)

func main() {
	l, err := net.Listen("tcp", ":9100")
	if err != nil {
		log.Fatal(err)
	}
	go here(l)
	go called(l)
	go decoded(l)
	go copied(l)
	go proxied(l)
	go remote(l)
	go request(l)
	go idle(l)
	go kept(l)
	go asked(l)
	go clock(l)
	go feed(l, nil)
	for each(l) {
	}
}

func here(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: the next connection is accepted only when this client has hung up: .* \(oneclient\)`
		if err != nil {
			return
		}
		lines := bufio.NewScanner(conn)
		for lines.Scan() {
			log.Print(lines.Text())
		}
		conn.Close()
	}
}

func called(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			continue
		}
		serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	buf := make([]byte, 512)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		answer(conn, buf[:n])
	}
}

func answer(conn net.Conn, text []byte) { conn.Write(text) }

type message struct{ Text string }

func decoded(l net.Listener) {
	for {
		var conn net.Conn
		var err error
		if conn, err = l.Accept(); err != nil { // want `warning: .* hung up.* \(oneclient\)`
			return
		}
		d := json.NewDecoder(conn)
		for {
			var m message
			if err := d.Decode(&m); err != nil {
				break
			}
			log.Print(m.Text)
		}
	}
}

func copied(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		if _, err := io.Copy(os.Stdout, conn); err != nil {
			log.Print(err)
		}
		conn.Close()
	}
}

// One direction has a goroutine, but the loop waits for the other.
func proxied(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		up, err := net.Dial("tcp", "server:9100")
		if err != nil {
			conn.Close()
			continue
		}
		go io.Copy(up, conn)
		io.Copy(conn, up)
	}
}

func remote(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			log.Fatal(err)
		}
		rpc.ServeConn(conn)
	}
}

// One message is all, but the client takes its time.
func request(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: the next connection is accepted only when this client has sent its request, and no deadline is set: .* \(oneclient\)`
		if err != nil {
			return
		}
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err == nil {
			io.WriteString(conn, line)
		}
		conn.Close()
	}
}

// session sets a deadline for each message: who sends some stays.
func idle(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		session(conn)
	}
}

type client struct {
	conn   net.Conn
	reader *bufio.Reader
}

func newClient(conn net.Conn) *client { return &client{conn: conn, reader: bufio.NewReader(conn)} }

func (c *client) run() error {
	for {
		line, err := c.reader.ReadString('\n')
		if err != nil {
			return err
		}
		c.conn.Write([]byte(line))
	}
}

func kept(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		c := newClient(conn)
		if err := c.run(); err != nil {
			log.Print(err)
		}
	}
}

// clock tells the time until the client hangs up.
func clock(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		tell(conn)
	}
}

func tell(conn net.Conn) {
	defer conn.Close()
	for {
		if _, err := io.WriteString(conn, time.Now().String()); err != nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func feed(l net.Listener, news chan string) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		for s := range news {
			if _, err := conn.Write([]byte(s)); err != nil {
				break
			}
		}
	}
}

type handler interface{ handle(net.Conn) }

type echo struct{}

func (echo) handle(conn net.Conn) { io.Copy(conn, conn) }

func asked(l net.Listener) {
	var h handler = echo{}
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		h.handle(conn)
	}
}

// each accepts and serves one client; the loop is its caller's.
func each(l net.Listener) bool {
	conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
	if err != nil {
		return false
	}
	serve(conn)
	return true
}
