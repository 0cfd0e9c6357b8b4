// Package npipe is a stub with the part of gopkg.in/natefinch/npipe.v2 that the fixtures use.
package npipe

import "net"

// PipeListener accepts clients of a named pipe.
type PipeListener struct{}

// Listen makes the pipe.
func Listen(address string) (*PipeListener, error) { panic("stub") }

// Accept waits for the next client.
func (l *PipeListener) Accept() (net.Conn, error) { panic("stub") }

// AcceptPipe waits for the next client.
func (l *PipeListener) AcceptPipe() (*PipeConn, error) { panic("stub") }

// Close closes the pipe.
func (l *PipeListener) Close() error { panic("stub") }

// Addr is the pipe's address.
func (l *PipeListener) Addr() net.Addr { panic("stub") }

// PipeConn is one end of a pipe.
type PipeConn struct{ net.Conn }

// RemoteAddr is the pipe's address.
func (c *PipeConn) RemoteAddr() net.Addr { panic("stub") }
