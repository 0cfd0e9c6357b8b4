// Command silent is what oneclient says nothing about.
package main

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/Microsoft/go-winio"
	"golang.org/x/crypto/ssh"
)

func main() {
	l, err := net.Listen("tcp", ":9108")
	if err != nil {
		log.Fatal(err)
	}
	go goes(l)
	go literal(l)
	go grouped(l)
	go inside(l)
	go handshake(l)
	go says(l)
	go limited(l)
	go timed(l)
	go hello(l)
	go registered(l)
	go pooled(l, make(pool))
	go unknown(l, nil)
	for i := 0; i < 4; i++ {
		go worker(l)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			worker2(l)
		}()
	}
	go machine()
	go chain(l)
	go http.Serve(&peeking{Listener: l}, nil)
	go http.Serve(tls.NewListener(&renamed{l}, &tls.Config{}), nil)
	wg.Wait()
}

func serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		io.WriteString(conn, lines.Text())
	}
}

func goes(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go serve(conn)
	}
}

func literal(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			io.Copy(conn, conn)
		}()
	}
}

func grouped(l net.Listener) {
	var wg sync.WaitGroup
	for {
		conn, err := l.Accept()
		if err != nil {
			break
		}
		wg.Go(func() { serve(conn) })
	}
	wg.Wait()
}

func inside(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		start(conn)
	}
}

func start(conn net.Conn) {
	log.Print(conn.RemoteAddr())
	go serve(conn)
}

// What is read first says which handler it is for.
func handshake(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		first := make([]byte, 1)
		if _, err := io.ReadFull(conn, first); err != nil {
			conn.Close()
			continue
		}
		if first[0] == 1 {
			go serve(conn)
		}
	}
}

func says(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		for range 3 {
			io.WriteString(conn, time.Now().String())
		}
		for _, line := range []string{"a", "b"} {
			io.WriteString(conn, line)
		}
		conn.Close()
	}
}

func limited(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		conn.SetDeadline(time.Now().Add(time.Second))
		lines := bufio.NewReader(conn)
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				break
			}
			io.WriteString(conn, line)
		}
		conn.Close()
	}
}

var known = map[string]net.Conn{}

// hello reads who the client is; what it sends later is read elsewhere.
func hello(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		name, one := "", make([]byte, 1)
		for {
			if _, err := conn.Read(one); err != nil || one[0] == '\n' {
				break
			}
			name += string(one)
		}
		mu.Lock()
		known[name] = conn
		mu.Unlock()
	}
}

// timed has a timer close what takes too long.
func timed(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		timer := time.AfterFunc(time.Second, func() { conn.Close() })
		serve(conn)
		timer.Stop()
	}
}

var (
	mu    sync.Mutex
	conns []net.Conn
)

func registered(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		mu.Lock()
		conns = append(conns, conn)
		mu.Unlock()
	}
}

type pool chan struct{}

func (p pool) do(f func()) {
	p <- struct{}{}
	go func() {
		f()
		<-p
	}()
}

func pooled(l net.Listener, p pool) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		p.do(func() { serve(conn) })
	}
}

func unknown(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		handle(conn)
	}
}

func worker(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		serve(conn)
	}
}

func worker2(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		serve(conn)
	}
}

// chain starts the next before it serves.
func chain(l net.Listener) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	go chain(l)
	serve(conn)
}

func machine() {
	l, err := winio.ListenHvsock(&winio.HvsockAddr{})
	if err != nil {
		return
	}
	var from net.Listener = l
	for {
		conn, err := from.Accept()
		if err != nil {
			return
		}
		serve(conn)
	}
}

type peeking struct{ net.Listener }

func (p *peeking) Accept() (net.Conn, error) {
	for {
		conn, err := p.Listener.Accept()
		if err != nil {
			return nil, err
		}
		first := make([]byte, 1)
		if _, err := conn.Read(first); err != nil {
			conn.Close()
			continue
		}
		return conn, nil
	}
}

type renamed struct{ inner net.Listener }

func (r *renamed) Accept() (net.Conn, error) { return r.inner.Accept() }
func (r *renamed) Close() error              { return r.inner.Close() }
func (r *renamed) Addr() net.Addr            { return r.inner.Addr() }

func channels(list <-chan ssh.NewChannel) error {
	for c := range list {
		channel, _, err := c.Accept()
		if err != nil {
			return errors.Join(err)
		}
		io.Copy(channel, channel)
	}
	return nil
}
