// Command librarymutex is kept single by a library's mutex, which lies in the session's namespace. A second instance has the
// first one show itself, at a port of the whole machine.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
	"time"

	"fyne.io/systray"
	"github.com/juju/mutex/v2"
)

const (
	name = "io.parcel.mutex"
	port = 47114
)

type clock struct{}

func (clock) After(d time.Duration) <-chan time.Time { return time.After(d) }
func (clock) Now() time.Time                         { return time.Now() }

func main() {
	held, err := single()
	if errors.Is(err, mutex.ErrTimeout) {
		if err := show(port); err != nil {
			log.Fatal(err)
		}
		os.Exit(0)
	}
	if err != nil {
		log.Fatal(err)
	}
	defer held.Release()
	stop, err := serve(port)
	if err != nil {
		log.Fatal(err)
	}
	systray.Run(func() {}, stop)
}

func single() (mutex.Releaser, error) {
	held, err := mutex.Acquire(mutex.Spec{
		Name:    strings.ReplaceAll(name, ".", "-"),
		Clock:   clock{},
		Delay:   100 * time.Millisecond,
		Timeout: time.Second,
	})
	if errors.Is(err, mutex.ErrTimeout) {
		return nil, fmt.Errorf("another instance: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("mutex: %w", err)
	}
	return held, nil
}

func serve(port int) (func(), error) {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) // want `error: port "127\.0\.0\.1:47114" is one for the whole machine, but the mutex that keeps the program single is the session's own.* \(pipename\)`
	if err != nil {
		return nil, err
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go conn.Close()
		}
	}()
	return func() { _ = listener.Close() }, nil
}

// show ends in either case: the mutex has told that the program runs.
func show(port int) error {
	conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	defer conn.Close()
	_, err = conn.Write([]byte("show"))
	return err
}
