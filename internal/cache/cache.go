// Package cache keeps entries in a directory, for later runs and for others at the same time.
//
// An entry is a file that is replaced as a whole. Its checksum tells a damaged one, so that whatever happens to the directory,
// a reader gets what was put there or nothing. Errors are for whoever wants to tell: the answer to all of them is to do the
// work again.
//
// There is github.com/rogpeppe/go-internal/cache, as the go command has it. It knows no bound, writes in place, and keeps what
// an entry held before until it is days old.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// maxSize bounds what the entries hold together.
	maxSize = 256 << 20
	// maxAge is how long an entry is kept that nobody asks for.
	maxAge = 30 * 24 * time.Hour
	// maxTemp is how long a file is left alone that may be in the making.
	maxTemp = time.Hour
	// useInterval is how exactly it is noted when an entry was asked for.
	useInterval = time.Hour
)

// magic begins each entry. The number changes with the form of the file.
const magic = "rdslint cache entry 1\n"

const (
	entrySuffix = ".rdslint"
	tempPrefix  = "rdslint-temp-"
)

// A Key names an entry.
type Key [sha256.Size]byte

// A Cache is a directory with entries.
type Cache struct {
	dir     string
	maxSize int64
	now     func() time.Time
}

// Open returns the cache in a directory, which need not exist yet.
func Open(dir string) *Cache { return &Cache{dir: dir, maxSize: maxSize, now: time.Now} }

// Dir returns the directory.
func (c *Cache) Dir() string { return c.dir }

func (c *Cache) file(key Key) string {
	return filepath.Join(c.dir, hex.EncodeToString(key[:])+entrySuffix)
}

// Get returns an entry, if there is one and it is whole.
func (c *Cache) Get(key Key) (data []byte, ok bool) {
	name := c.file(key)
	if info, err := os.Stat(name); err != nil || info.Size() > c.maxSize {
		return nil, false
	} else if age := c.now().Sub(info.ModTime()); age > useInterval {
		os.Chtimes(name, c.now(), c.now()) //nolint:errcheck // at worst it goes early
	}
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	const head = len(magic) + sha256.Size
	if len(file) < head || string(file[:len(magic)]) != magic {
		return nil, false
	}
	data = file[head:]
	if sum(key, data) != [sha256.Size]byte(file[len(magic):head]) {
		return nil, false
	}
	return data, true
}

// sum is the checksum of an entry. It is of the key as well: a file under another one's name is none.
func sum(key Key, data []byte) (out [sha256.Size]byte) {
	h := sha256.New()
	h.Write(key[:])
	h.Write(data)
	return [sha256.Size]byte(h.Sum(out[:0]))
}

// Put replaces an entry, and makes room for it.
func (c *Cache) Put(key Key, data []byte) error {
	if int64(len(data)) > c.maxSize/4 {
		return errors.New("the entry is too large")
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(c.dir, tempPrefix)
	if err != nil {
		return err
	}
	check := sum(key, data)
	for _, part := range [][]byte{[]byte(magic), check[:], data} {
		if err == nil {
			_, err = temp.Write(part)
		}
	}
	// It is not synced: what a power cut leaves of it does not have its checksum.
	if closed := temp.Close(); err == nil {
		err = closed
	}
	os.Chtimes(temp.Name(), c.now(), c.now()) //nolint:errcheck // at worst it goes early
	if err == nil {
		err = os.Rename(temp.Name(), c.file(key))
	}
	if err != nil {
		os.Remove(temp.Name()) //nolint:errcheck // trim will
		return err
	}
	c.trim()
	return nil
}

// own reports whether a name in the directory is one that the cache gave.
func own(name string) (entry, temp bool) {
	hash, entry := strings.CutSuffix(name, entrySuffix)
	if entry {
		_, err := hex.DecodeString(hash)
		entry = err == nil && len(hash) == 2*sha256.Size
	}
	return entry, strings.HasPrefix(name, tempPrefix)
}

// trim removes the entries that were not asked for in the longest time, until the others keep to the bounds.
func (c *Cache) trim() {
	list, err := os.ReadDir(c.dir)
	if err != nil {
		return
	}
	var entries []os.FileInfo
	size := int64(0)
	for _, e := range list {
		entry, temp := own(e.Name())
		if !entry && !temp {
			continue
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone, to another one's trim
		}
		switch age := c.now().Sub(info.ModTime()); {
		case temp && age > maxTemp, entry && age > maxAge:
			_ = c.remove(info.Name()) // what stays is tried again by the next trim
		case entry:
			entries = append(entries, info)
			size += info.Size()
		}
	}
	slices.SortFunc(entries, func(a, b os.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range entries {
		if size <= c.maxSize {
			break
		}
		_ = c.remove(info.Name())
		size -= info.Size()
	}
}

func (c *Cache) remove(name string) error { return os.Remove(filepath.Join(c.dir, name)) }

// Clean removes all entries, and the directory if nothing else is in it.
func (c *Cache) Clean() error {
	list, err := os.ReadDir(c.dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	errs := []error{err}
	for _, e := range list {
		if entry, temp := own(e.Name()); entry || temp {
			if err := c.remove(e.Name()); !errors.Is(err, os.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	os.Remove(c.dir) //nolint:errcheck // it may be somebody else's, too
	return errors.Join(errs...)
}
