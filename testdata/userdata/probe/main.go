// Command probe asks whether it may write beside its executable before it does.
package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"fyne.io/systray"
)

func main() { systray.Run(onReady, func() {}) }

func onReady() {
	exe, err := os.Executable()
	if err != nil {
		return
	}
	dir := filepath.Dir(exe)
	if !writable(dir) || !creates(filepath.Join(dir, ".probe")) {
		dir = os.TempDir()
	}
	if ok, err := runs(dir); err != nil || !ok {
		return
	}
	if !mark(filepath.Join(filepath.Dir(exe), "parcel.mark")) {
		return
	}
	if swap(filepath.Join(filepath.Dir(exe), "parcel.json"), nil) == nil {
		os.Remove(filepath.Join(dir, "parcel.json"))
	}
}

func writable(dir string) bool {
	f, err := os.CreateTemp(dir, ".write-test-*")
	if err != nil {
		return false
	}
	f.Close()
	os.Remove(f.Name())
	return true
}

func creates(path string) bool {
	defer os.Remove(path)
	return os.WriteFile(path, []byte("test"), 0o600) == nil
}

// runs tells why it could not be found out, too.
func runs(dir string) (bool, error) {
	test := filepath.Join(dir, "test.cmd")
	if err := os.WriteFile(test, []byte("exit 0"), 0o600); err != nil {
		return false, err
	}
	defer os.Remove(test)
	return exec.Command(test).Run() == nil, nil
}

func mark(path string) bool {
	err := os.WriteFile(path, []byte("seen"), 0o600) // want `warning: the file lies beside the executable.* \(userdata\)`
	if err != nil {
		os.Remove(path)
		return false
	}
	return true
}

// What is removed here is not what stays.
func swap(path string, data []byte) error {
	if err := os.WriteFile(path+".tmp", data, 0o600); err != nil { // want `warning: the file lies beside the executable.* \(userdata\)`
		return err
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		os.Remove(path + ".tmp")
		return err
	}
	return nil
}
