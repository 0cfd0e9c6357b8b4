package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// published is the version under which the tests publish the module.
var published = module.Version{Path: "github.com/rdslint/rdslint", Version: "v0.1.0"}

var caches = sync.OnceValues(func() (map[string]string, error) {
	all := make(map[string]string)
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return nil, err
		}
		all[name] = strings.TrimSpace(string(out))
	}
	return all, nil
})

// publish makes a module proxy in dir that has the module as it stands here, and returns the environment for a go command that
// asks this one, and for all else what has been downloaded before.
func publish(t *testing.T, dir string) []string {
	t.Helper()
	known, err := caches()
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	versions := filepath.Join(dir, "proxy", filepath.FromSlash(published.Path), "@v")
	if err := os.MkdirAll(versions, 0o777); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list":                      published.Version + "\n",
		published.Version + ".info": fmt.Sprintf(`{"Version": %q}`, published.Version),
		published.Version + ".mod":  string(mod),
	} {
		if err := os.WriteFile(filepath.Join(versions, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Create(filepath.Join(versions, published.Version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := zip.CreateFromDir(file, published, root); err != nil {
		t.Fatal(err)
	}
	return []string{
		"GOPROXY=" + fileURL(filepath.Join(dir, "proxy")) + "," + fileURL(filepath.Join(known["GOMODCACHE"], "cache", "download")),
		"GOSUMDB=off",
		"GONOSUMDB=",
		"GOPRIVATE=",
		"GOWORK=off",
		"GOTOOLCHAIN=local",
		"GOCACHE=" + known["GOCACHE"],
		"GOMODCACHE=" + filepath.Join(dir, "modcache"), // not everybody's: the version is not real
		"GOPATH=" + filepath.Join(dir, "gopath"),
		"GOFLAGS=-mod=mod -modcacherw -trimpath", // without the directories that it would compile everything anew
		"GOENV=off",
	}
}

func fileURL(dir string) string {
	dir = filepath.ToSlash(dir)
	if !strings.HasPrefix(dir, "/") {
		dir = "/" + dir // a drive
	}
	return "file://" + dir
}
