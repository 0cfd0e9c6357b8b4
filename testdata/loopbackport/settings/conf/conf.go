// Package conf holds settings that it reads itself.
package conf

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
)

// A Config is what the file holds.
type Config struct{ Port int }

// Load reads the settings, if there are any.
func Load(path string) Config {
	c := Config{Port: 47186}
	read(path, &c)
	return c
}

func read(path string, into any) {
	if data, err := os.ReadFile(path); err == nil {
		_ = json.Unmarshal(data, into)
	}
}

// Options say where to serve.
type Options struct{ Port int }

// Serve serves until it fails.
func Serve(o *Options) {
	log.Print(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", o.Port), nil)) // want:module `note: address "127\.0\.0\.1:47190" is a fixed port unless another is chosen.* \(loopbackport\)`
}
