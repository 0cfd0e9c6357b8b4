// Package store writes files for its importers.
package store

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Write writes where it is told to.
func Write(path string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(path, raw, 0o600)
}

// Mark puts a file of its own into a directory.
func Mark(dir string) error {
	return os.WriteFile(filepath.Join(dir, "mark.txt"), nil, 0o600) // want:module `warning: the file lies beside .* \(userdata\)`
}
