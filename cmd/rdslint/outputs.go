package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/rdslint/rdslint/internal/output"
)

// A sink is a form of the report and where it goes.
type sink struct {
	format string
	target // without a name it is standard output
}

// A target is a file that is replaced as a whole or not at all.
type target struct {
	name string // as it was given

	file string   // the file that is replaced; "" where that cannot be, as for a device
	tmp  *os.File // takes its place; nil unless it is open
}

// sinks are the values of -format. The first ones without a file go to that of -o.
type sinks []*sink

func (s *sinks) String() string { return "" }

func (s *sinks) Set(value string) error {
	form, name, file := strings.Cut(value, "=")
	if !slices.Contains(output.Formats(), form) {
		return usagef("unknown format %q: use %s", form, either(output.Formats()))
	}
	if file && name == "" {
		return usagef("-format %s names no file: leave = out, or write %[1]s FILE after it", value)
	}
	if name == "-" {
		name = ""
	}
	*s = append(*s, &sink{format: form, target: target{name: name}})
	return nil
}

// either is "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// settle applies -o, and refuses two reports in one place.
func (s *sinks) settle(file string) error {
	if len(*s) == 0 {
		*s = sinks{{format: "text"}}
	}
	if file != "" && file != "-" {
		i := slices.IndexFunc(*s, func(k *sink) bool { return k.name == "" })
		if i < 0 {
			return usagef("-o %s: each -format has a file already: leave -o out", file)
		}
		(*s)[i].name = file
	}
	seen := make(map[string]bool)
	for _, k := range *s {
		switch {
		case seen[k.name] && k.name == "":
			return usagef("two formats for standard output: give one a file, as in -format %s=FILE", k.format)
		case seen[k.name]:
			return usagef("two formats for the file %s: give each its own", k.name)
		}
		seen[k.name] = true
	}
	return nil
}

// stdout returns the form that goes to standard output, "" if none does.
func (s sinks) stdout() string {
	for _, k := range s {
		if k.name == "" {
			return k.format
		}
	}
	return ""
}

// tell reports whether each reader learns of what could not be seen.
func (s sinks) tell() bool {
	return !slices.ContainsFunc(s, func(k *sink) bool { return !output.Tells(k.format) })
}

// open makes sure, before the work is done, that the files can be written. Their names are relative to dir.
func (s sinks) open(dir string) error {
	for _, k := range s {
		if k.name == "" {
			continue
		}
		if err := k.open(dir); err != nil {
			s.discard()
			return err
		}
	}
	return nil
}

// open makes sure that the file can be written. Its name is relative to dir.
func (k *target) open(dir string) error {
	if err := k.create(dir); err != nil {
		return outputError(k.name, err)
	}
	return nil
}

func (k *target) create(dir string) (err error) {
	name := k.name
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	if to, err := filepath.EvalSymlinks(name); err == nil {
		name = to // a rename would put a file in the place of a link
	}
	mode := os.FileMode(0o666)
	switch info, err := os.Stat(name); {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("is a directory")
	case !info.Mode().IsRegular():
		k.tmp, err = os.OpenFile(name, os.O_WRONLY, 0)
		return err
	case info.Mode().Perm()&0o200 == 0:
		return errors.New("is read-only") // a rename would succeed; but who protects a file means it
	default:
		mode = info.Mode().Perm()
	}
	for i := range 100 {
		tmp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d.%d", filepath.Base(name), os.Getpid(), i))
		if k.tmp, err = os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode); !errors.Is(err, os.ErrExist) {
			break
		}
	}
	if err == nil {
		k.file = name
	}
	return err
}

// write writes a report in all its forms.
func (s sinks) write(stdout io.Writer, r *output.Report, opts output.TextOptions) error {
	defer s.discard()
	// The files first: a reader of standard output that has gone away does not make them worse.
	for _, k := range s {
		if k.tmp != nil {
			err := k.commit(func(w io.Writer) error { return r.Write(w, k.format, output.TextOptions{Fixes: true}) })
			if err != nil {
				return err
			}
		}
	}
	if form := s.stdout(); form != "" {
		return toStdout(r.Write(stdout, form, opts))
	}
	return nil
}

// commit replaces the file by what write writes.
func (k *target) commit(write func(io.Writer) error) error {
	defer k.discard()
	var b bytes.Buffer
	err := write(&b)
	if err == nil {
		_, err = k.tmp.Write(b.Bytes())
	}
	if err == nil {
		err = k.tmp.Close()
	}
	if err == nil && k.file != "" {
		err = os.Rename(k.tmp.Name(), k.file)
	}
	if err != nil {
		return outputError(k.name, err)
	}
	k.tmp = nil
	return nil
}

// discard removes what was not written.
func (s sinks) discard() {
	for _, k := range s {
		k.discard()
	}
}

func (k *target) discard() {
	if k.tmp == nil {
		return
	}
	k.tmp.Close() //nolint:errcheck // what it holds is given up
	if k.file != "" {
		os.Remove(k.tmp.Name()) //nolint:errcheck // it is not worth another line
	}
	k.tmp = nil
}

// An unwritten error says that a report could not be written, so that nobody tries again.
type unwritten struct{ message string }

func (u unwritten) Error() string { return u.message }

func outputError(name string, err error) error {
	return unwritten{fmt.Sprintf("cannot write %s: %v", name, cause(err))}
}

// toStdout names standard output in an error of writing to it.
func toStdout(err error) error {
	if err == nil {
		return nil
	}
	return outputError("to standard output", err)
}

// cause is what the system says, without the names of temporary files.
func cause(err error) error {
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno
	}
	return err
}
