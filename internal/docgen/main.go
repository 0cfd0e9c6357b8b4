// Docgen writes the parts of the documentation that the code says already: the pages of the rules, their tables, and what
// README.md shows of the command.
//
//	go run ./internal/docgen       write what is stale
//	go run ./internal/docgen -n    only say so, with exit code 1
//
// What it generates does not depend on the machine.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:generate go run .

func main() {
	dry := flag.Bool("n", false, "write nothing; fail if anything is stale")
	flag.Parse()
	stale, err := generate(*dry)
	for _, name := range stale {
		if *dry {
			fmt.Fprintf(os.Stderr, "docgen: %s is stale: go run ./internal/docgen\n", name)
		} else {
			fmt.Println(name)
		}
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "docgen: %v\n", err)
	}
	if err != nil || *dry && len(stale) > 0 {
		os.Exit(1)
	}
}

// generate brings the documentation of the module around the working directory up to date, and returns the names of the
// files that were not. In a dry run it changes nothing.
func generate(dry bool) (stale []string, err error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	said, err := ask(root)
	if err != nil {
		return nil, err
	}
	files, err := pages(root, said)
	if err != nil {
		return nil, err
	}
	return update(root, files, dry)
}

// update writes the files that are not as they should be, removes those that should not be, and returns their names.
func update(root string, files map[string][]byte, dry bool) (stale []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := filepath.Join(root, filepath.FromSlash(name))
		want := files[name]
		old, err := os.ReadFile(file)
		switch {
		case errors.Is(err, os.ErrNotExist):
			if want == nil {
				continue
			}
		case err != nil:
			return stale, err
		case want != nil && bytes.Equal(lines(old), want):
			continue
		}
		if !dry {
			if err := replace(file, want); err != nil {
				return stale, err
			}
		}
		stale = append(stale, name)
	}
	return stale, nil
}

// replace writes a file, or removes it if there is to be none.
func replace(file string, text []byte) error {
	if text == nil {
		return os.Remove(file)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o666)
}

// lines is a file's text with the line ends that are written here.
func lines(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("there is no go.mod around the working directory")
		}
		dir = parent
	}
}

// fill puts text into the section of a file between "<!-- generated: name -->" and "<!-- end -->".
func fill(file, name, text string) (string, error) {
	const end = "<!-- end -->"
	begin := "<!-- generated: " + name + " -->"
	before, rest, ok := strings.Cut(file, begin)
	if !ok {
		return "", fmt.Errorf("no section %s", begin)
	}
	old, after, ok := strings.Cut(rest, end)
	if !ok || strings.Contains(old, "<!-- generated: ") {
		return "", fmt.Errorf("no %s behind %s", end, begin)
	}
	return before + begin + "\n" + strings.TrimSuffix(text, "\n") + "\n" + end + after, nil
}
