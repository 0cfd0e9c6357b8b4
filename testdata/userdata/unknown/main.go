// Command unknown writes beside its executable in several ways.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
	"golang.org/x/sys/windows"
	"gopkg.in/natefinch/lumberjack.v2"
)

type opener func(name string) (*os.File, error)

func main() {
	logs()
	program()
	flag.Parse()
	chosen()
	written()
	shared()
	machine()
	var open opener = os.Create
	f, err := open(filepath.Join(here(), "trace.txt")) // want `warning: the file lies beside .* \(userdata\)`
	if err != nil {
		log.Fatal(err)
	}
	f.Close()
}

// here goes by the name that the program was started by.
func here() string {
	dir, err := filepath.Abs(filepath.Dir(os.Args[0]))
	if err != nil {
		return "."
	}
	return dir
}

func logs() {
	log.SetOutput(&lumberjack.Logger{
		Filename: filepath.Join(here(), "logs", "unknown.log"), // want `warning: the file lies beside .* \(userdata\)`
		MaxSize:  5,
	})
	lock := flock.New(here() + `\unknown.lock`) // want `warning: the lock file lies beside .* \(userdata\)`
	if ok, err := lock.TryLock(); err != nil || !ok {
		log.Print("locked")
	}
	flags := os.O_CREATE | os.O_APPEND
	f, err := os.OpenFile(strings.TrimSuffix(os.Args[0], ".exe")+".log", flags|os.O_WRONLY, 0o600) // want `warning: the file lies beside .* \(userdata\)`
	if err != nil {
		log.Fatal(err)
	}
	f.Close()
	dir, err := os.MkdirTemp(here(), "work") // want `warning: the file lies beside .* \(userdata\)`
	if err != nil {
		log.Fatal(err)
	}
	log.Print(dir)
}

func program() {
	dir := os.Getenv("ProgramFiles")
	if err := os.WriteFile(filepath.Join(dir, "Unknown", "state.json"), nil, 0o600); err != nil { // want `note: the file lies in a directory of the system .* \(userdata\)`
		log.Print(err)
	}
	win, err := windows.GetSystemDirectory()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(win+`\unknown.ini`, nil, 0o600); err != nil { // want `note: the file lies in a directory of the system .* \(userdata\)`
		log.Print(err)
	}
	root, err := windows.KnownFolderPath(windows.FOLDERID_ProgramFiles, 0)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, `Unknown\cache.db`), nil, 0o600); err != nil { // want `note: the file lies in a directory of the system .* \(userdata\)`
		log.Print(err)
	}
}

var output = flag.String("output", "", "where to write the settings")

// chosen writes where it is told to, or else beside the executable.
func chosen() {
	path := *output
	if path == "" {
		path = filepath.Join(here(), "settings.json")
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil { // want `note: the file lies beside .* \(userdata\)`
		log.Print(err)
	}
}

// written knows where Program Files is.
func written() {
	if err := os.WriteFile(`C:\Program Files\Unknown\state.json`, nil, 0o600); err != nil { // want `warning: the file lies in a directory of the system .* \(userdata\)`
		log.Print(err)
	}
}

// shared holds a file that nobody else can open.
func shared() {
	name, err := windows.UTF16PtrFromString(`D:\Unknown\journal.dat`) // want `warning: the file that nobody else can open has one path for all users .* \(userdata\)`
	if err != nil {
		log.Fatal(err)
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		log.Fatal(err)
	}
	defer windows.CloseHandle(h)
}

// machine keeps its data where the machine's belong: the other places are left where that one cannot be had.
func machine() {
	data, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, 0)
	if err != nil {
		data = `C:\Unknown`
	}
	if err := os.WriteFile(filepath.Join(data, "state.json"), nil, 0o600); err != nil {
		log.Print(err)
	}
	dir := os.Getenv("ProgramData")
	if dir == "" {
		dir = here()
	}
	if err := os.WriteFile(filepath.Join(dir, "Unknown", "machine.log"), nil, 0o600); err != nil {
		log.Print(err)
	}
}
