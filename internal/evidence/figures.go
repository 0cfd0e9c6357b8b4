package evidence

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// A Figure is something that a command counted or measured.
type Figure struct {
	What  string `json:"what"`
	Count int64  `json:"count"`
	// Unit is empty for what is merely counted.
	Unit string `json:"unit,omitempty"`
}

// String returns the figure as a reader wants it.
func (f Figure) String() string {
	digits := fmt.Sprint(f.Count)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return strings.TrimSpace(digits + " " + f.Unit)
}

// A Measurement is what a command counted when it was last asked to record it.
type Measurement struct {
	Command string   `json:"command"`
	Figures []Figure `json:"figures"`
}

//go:embed figures.json
var recorded []byte

// Measurements returns what was recorded, or an error if the record cannot be read.
func Measurements() ([]Measurement, error) { return measurements(recorded) }

func measurements(data []byte) ([]Measurement, error) {
	var list []Measurement
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("figures.json: %v", err)
	}
	return list, nil
}

// Record writes to a file of measurements what a command counted now, in place of what it counted before.
func Record(file, command string, figures []Figure) error {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		data, err = []byte("[]"), nil
	}
	if err != nil {
		return err
	}
	list, err := measurements(data)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(m Measurement) bool { return m.Command == command })
	list = append(list, Measurement{command, figures})
	slices.SortFunc(list, func(a, b Measurement) int { return strings.Compare(a.Command, b.Command) })
	text, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o666)
}

// FigureTable returns the measurements as a table in Markdown.
func FigureTable() (string, error) {
	list, err := Measurements()
	if err != nil {
		return "", err
	}
	runs, err := Runs()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| Command | What | |\n|---|---|---|\n")
	for _, r := range runs {
		passed := 0
		for _, result := range r.Results {
			if result == "passed" {
				passed++
			}
		}
		fmt.Fprintf(&b, "| `go test ./internal/evidence` | claims tested and passed, of %d, on %s | %d |\n", len(r.Results), r.System, passed)
	}
	for _, m := range list {
		for _, f := range m.Figures {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.Command, f.What, f)
		}
	}
	return b.String(), nil
}
