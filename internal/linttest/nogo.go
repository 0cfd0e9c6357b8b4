package linttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"text/template"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// Nogo judges topics by a main package like the one that Bazel's nogo generates of the import paths of analyzers. It runs
// for one package at a time, dependencies first, and knows of these only what their runs have left in files: types and
// facts. Like nogo it is told of no module.
func Nogo(t *testing.T, analyzers []string, topics ...string) []Diagnostic {
	t.Helper()
	root := fixtures(t)
	tmp := t.TempDir()
	tool, err := nogo(filepath.Dir(root), tmp, analyzers)
	if err != nil {
		t.Fatal(err)
	}
	said, err := runNogo(root, tool, tmp, topics)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		judgeModular(t, "nogo", root, topic, said)
	}
	return said
}

// nogoMain imports analyzers as nogo's template does. What runs them here is unitchecker.
var nogoMain = template.Must(template.New("").Parse(`package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"
{{range $i, $path := .}}
	analyzer{{$i}} "{{$path}}"
{{- end}}
)

func main() {
	unitchecker.Main(
{{- range $i, $path := .}}
		analyzer{{$i}}.Analyzer,
{{- end}}
	)
}
`))

// nogo builds the command from the module in dir.
func nogo(dir, tmp string, analyzers []string) (tool string, err error) {
	var src bytes.Buffer
	if err := nogoMain.Execute(&src, analyzers); err != nil {
		return "", err
	}
	file := filepath.Join(tmp, "nogo_main.go")
	if err := os.WriteFile(file, src.Bytes(), 0o666); err != nil {
		return "", err
	}
	tool = filepath.Join(tmp, "nogo")
	if runtime.GOOS == "windows" {
		tool += ".exe"
	}
	cmd := exec.Command("go", "build", "-o", tool, file)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOOS=", "GOARCH=")
	_, err = output(cmd)
	return tool, err
}

// A listed package is what go list says of it.
type listed struct {
	Dir, ImportPath  string
	DepOnly          bool
	GoFiles, Imports []string
	ImportMap        map[string]string
	Module           *struct{ GoVersion string }
}

// runNogo runs the tool on each package that the topics need.
func runNogo(root, tool, tmp string, topics []string) ([]Diagnostic, error) {
	args := []string{"list", "-deps", "-json=Dir,ImportPath,DepOnly,GoFiles,Imports,ImportMap,Module"}
	cmd := exec.Command("go", append(args, patterns(topics)...)...)
	cmd.Dir, cmd.Env = root, environment()
	out, err := output(cmd)
	if err != nil {
		return nil, err
	}
	var all []Diagnostic
	facts := make(map[string]string)
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return sorted(all), nil
		} else if err != nil {
			return nil, err
		}
		if p.ImportPath == "unsafe" {
			continue
		}
		base := filepath.Join(tmp, fmt.Sprint(len(facts)))
		cfg := unitchecker.Config{
			ID: p.ImportPath, Compiler: "gc", Dir: p.Dir, ImportPath: p.ImportPath,
			ImportMap: make(map[string]string), PackageVetx: make(map[string]string),
			VetxOnly: p.DepOnly, VetxOutput: base + ".facts", Stdout: base + ".json",
		}
		if p.Module != nil && p.Module.GoVersion != "" {
			cfg.GoVersion = "go" + p.Module.GoVersion
		}
		for _, name := range p.GoFiles {
			cfg.GoFiles = append(cfg.GoFiles, filepath.Join(p.Dir, name))
		}
		for _, path := range p.Imports { // as they are after the map
			cfg.ImportMap[path] = path
			if file, ok := facts[path]; ok {
				cfg.PackageVetx[path] = file
			}
		}
		for path, mapped := range p.ImportMap {
			cfg.ImportMap[path] = mapped
		}
		data, err := json.Marshal(cfg)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(base+".cfg", data, 0o666); err != nil {
			return nil, err
		}
		cmd := exec.Command(tool, "-json", base+".cfg")
		cmd.Dir, cmd.Env = p.Dir, environment()
		if _, err := output(cmd); err != nil {
			return nil, fmt.Errorf("%s: %v", p.ImportPath, err)
		}
		facts[p.ImportPath] = cfg.VetxOutput
		said, err := os.ReadFile(cfg.Stdout)
		if err != nil {
			return nil, err
		}
		if !p.DepOnly {
			list, err := parseVet(strings.NewReader(string(said)), root)
			if err != nil {
				return nil, err
			}
			all = append(all, list...)
		}
	}
}
