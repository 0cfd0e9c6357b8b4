// Package where says where the agent keeps things.
package where

import (
	"fmt"
	"os"
)

// Socket returns the path of the user's socket.
func Socket() string { return fmt.Sprintf("/tmp/crossing-%d.sock", os.Getuid()) } // want:module `warning: socket "/tmp/crossing-.* \(unixid\)`

// Lock writes a lock file for somebody.
func Lock(id int) error { return os.WriteFile(fmt.Sprintf("/tmp/crossing-%d.lock", id), nil, 0o600) } // want:module `warning: path "/tmp/crossing-.*lock" .* \(unixid\)`
