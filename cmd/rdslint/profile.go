package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"

	"github.com/rdslint/rdslint/internal/driver"
)

// profile starts the profiles that are asked for. The function that it returns ends them.
func (s *settings) profile() (finish func(), err error) {
	var ends []func()
	finish = func() {
		for _, end := range ends {
			end()
		}
	}
	open := func(name string, end func(*os.File)) (*os.File, error) {
		file, err := os.Create(name)
		if err != nil {
			finish()
			return nil, err
		}
		ends = append(ends, func() {
			end(file)
			file.Close() //nolint:errcheck // half a profile is seen as one
		})
		return file, nil
	}
	if s.memProfile != "" {
		_, err := open(s.memProfile, func(file *os.File) {
			runtime.GC()                 // what is left is up to date only then
			pprof.WriteHeapProfile(file) //nolint:errcheck // half a profile is seen as one
		})
		if err != nil {
			return nil, err
		}
	}
	if s.cpuProfile != "" {
		file, err := open(s.cpuProfile, func(*os.File) { pprof.StopCPUProfile() })
		if err != nil {
			return nil, err
		}
		if err := pprof.StartCPUProfile(file); err != nil {
			finish()
			return nil, err
		}
	}
	return finish, nil
}

// steps says how long each step took, in the order in which they came.
func steps(took []driver.Took) string {
	var words []string
	for _, t := range took {
		words = append(words, fmt.Sprintf("%s %.2fs", t.Step, t.Time.Seconds()))
	}
	return strings.Join(words, ", ")
}
