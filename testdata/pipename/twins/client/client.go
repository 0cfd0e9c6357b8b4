// Package client sends messages to the tray program, whose pipe it names itself.
package client

import (
	"context"

	"github.com/Microsoft/go-winio"
)

const pipe = `\\.\pipe\twins-tray`

// Send sends one message.
func Send(ctx context.Context, text string) error {
	conn, err := winio.DialPipeContext(ctx, pipe)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte(text))
	return err
}
