// Package ipc is a stub with the part of github.com/james-barrow/golang-ipc that the fixtures use.
package ipc

// Server holds the server's end.
type Server struct{}

// Client holds the client's end.
type Client struct{}

// Message is what the other side has sent.
type Message struct {
	MsgType int
	Data    []byte
}

// ServerConfig says how a server serves.
type ServerConfig struct{ UnmaskPermissions bool }

// ClientConfig says how a client connects.
type ClientConfig struct{ Timeout float64 }

// StartServer makes the pipe.
func StartServer(ipcName string, config *ServerConfig) (*Server, error) { panic("stub") }

// StartClient connects to the pipe.
func StartClient(ipcName string, config *ClientConfig) (*Client, error) { panic("stub") }

// Read waits for a message.
func (s *Server) Read() (*Message, error) { panic("stub") }

// Read waits for a message.
func (c *Client) Read() (*Message, error) { panic("stub") }
