// Command beside is a tray program that keeps what is its user's beside its executable.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	"fyne.io/systray"
)

type settings struct{ Minutes int }

func settingsPath() string {
	exe, err := os.Executable()
	if err != nil {
		return "settings.json"
	}
	return filepath.Join(filepath.Dir(exe), "settings.json")
}

// save makes the directory as well: one file, one finding.
func save(path string, s settings) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(path, raw, 0o644) // want `warning: the file lies beside the executable, .* \(userdata\)`
}

func load(path string) (s settings, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(raw, &s)
}

func ready() {
	path := settingsPath()
	s, err := load(path)
	if err != nil {
		log.Print(err)
	}
	s.Minutes++
	item := systray.AddMenuItem("Save", "")
	go func() {
		for range item.ClickedCh {
			if err := save(path, s); err != nil {
				log.Print(err)
			}
		}
	}()
}

func main() { systray.Run(ready, nil) }
