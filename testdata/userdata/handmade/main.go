// Command handmade finds the directory of its executable in other ways.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

type store struct{ dir string }

func newStore(dir string) *store { return &store{dir: dir} }

func (s *store) save(name string) error {
	return os.WriteFile(filepath.Join(s.dir, name), nil, 0o600) // want `warning: the file lies beside .* \(userdata\)`
}

func byModule() string {
	buf := make([]uint16, windows.MAX_PATH)
	n, err := windows.GetModuleFileName(0, &buf[0], uint32(len(buf)))
	if err != nil {
		return ""
	}
	return windows.UTF16ToString(buf[:n])
}

func byPath() string {
	file, err := exec.LookPath(os.Args[0])
	if err != nil {
		return ""
	}
	file, err = filepath.Abs(file)
	if err != nil {
		return ""
	}
	return file[:strings.LastIndex(file, `\`)]
}

var dir string

func init() {
	dir = filepath.Dir(byModule())
}

// setupLog sets something up; it installs nothing.
func setupLog() {
	if err := os.WriteFile(filepath.Join(dir, "setup.log"), nil, 0o600); err != nil { // want `warning: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
}

func main() {
	setupLog()
	if err := os.WriteFile(filepath.Join(dir, "module.log"), nil, 0o600); err != nil { // want `warning: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
	if err := os.WriteFile(byPath()+`\path.log`, nil, 0o600); err != nil { // want `warning: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
	exe, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	if real, err := filepath.EvalSymlinks(exe); err == nil {
		exe = real
	}
	if err := newStore(filepath.Dir(exe)).save("store.json"); err != nil {
		log.Print(err)
	}
	portable(filepath.Dir(exe))
}

// portable keeps its files where the program lies only if somebody has put a directory there.
func portable(beside string) {
	base := dataHome()
	if _, err := os.Stat(filepath.Join(beside, "portable")); err == nil {
		base = beside
	}
	if err := os.WriteFile(filepath.Join(base, "portable.json"), nil, 0o600); err != nil {
		log.Print(err)
	}
}

func dataHome() string {
	out, err := exec.Command("datahome").Output()
	if err != nil {
		log.Fatal(err)
	}
	return string(out)
}
