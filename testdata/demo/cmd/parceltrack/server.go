package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"sync"
	"time"

	"golang.org/x/sys/windows"

	"example.com/parceltrack/internal/parcel"
)

// A client is a tray that waits for news.
type client struct {
	conn   net.Conn
	parcel string
}

type server struct {
	status  *parcel.Status
	updated windows.Handle

	mu      sync.Mutex
	clients map[string]*client
}

func newServer() (*server, error) {
	status, err := parcel.CreateStatus()
	if err != nil {
		return nil, err
	}
	attributes, err := parcel.Attributes()
	if err != nil {
		return nil, err
	}
	updated, err := windows.CreateEvent(attributes, 0, 0, windows.StringToUTF16Ptr(parcel.UpdatedEvent))
	if err != nil {
		return nil, err
	}
	return &server{status: status, updated: updated, clients: make(map[string]*client)}, nil
}

func (s *server) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go s.serve(conn)
	}
}

func (s *server) serve(conn net.Conn) {
	defer conn.Close()
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return
	}
	log.Printf("%s subscribed", host)
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		s.mu.Lock()
		s.clients[host] = &client{conn: conn, parcel: lines.Text()}
		s.mu.Unlock()
	}
	s.mu.Lock()
	delete(s.clients, host)
	s.mu.Unlock()
}

func (s *server) scan(now time.Time) {
	s.status.LastScan = now.Unix()
	s.status.Delivered++
	if err := windows.SetEvent(s.updated); err != nil {
		log.Print(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.clients {
		fmt.Fprintf(c.conn, "%s scanned at %s\n", c.parcel, now.Format(time.Kitchen))
	}
}
