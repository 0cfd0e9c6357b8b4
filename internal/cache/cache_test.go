package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func keyOf(name string) Key { return sha256.Sum256([]byte(name)) }

// names returns what is in the directory.
func names(t *testing.T, c *Cache) []string {
	t.Helper()
	list, err := os.ReadDir(c.dir)
	require.NoError(t, err)
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func TestCache(t *testing.T) {
	t.Parallel()
	c := Open(filepath.Join(t.TempDir(), "not", "there"))
	_, ok := c.Get(keyOf("a"))
	assert.False(t, ok)
	require.NoError(t, c.Clean())
	for _, text := range []string{"one", "", "another one"} {
		require.NoError(t, c.Put(keyOf("a"), []byte(text)))
		data, ok := Open(c.Dir()).Get(keyOf("a"))
		assert.True(t, ok)
		assert.Equal(t, text, string(data))
	}
	_, ok = c.Get(keyOf("b"))
	assert.False(t, ok)
	assert.Len(t, names(t, c), 1, "an entry replaces the one before, and no file in the making is left")
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	c := Open(t.TempDir())
	key := keyOf("a")
	require.NoError(t, c.Put(key, []byte("what was found")))
	whole, err := os.ReadFile(c.file(key))
	require.NoError(t, err)
	for n := range whole {
		require.NoError(t, os.WriteFile(c.file(key), whole[:n], 0o600))
		_, ok := c.Get(key)
		require.False(t, ok, "cut after %d bytes", n)

		other := bytes.Clone(whole)
		other[n] ^= 4
		require.NoError(t, os.WriteFile(c.file(key), other, 0o600))
		_, ok = c.Get(key)
		require.False(t, ok, "byte %d", n)
	}
	require.NoError(t, os.WriteFile(c.file(key), append(bytes.Clone(whole), 0), 0o600))
	_, ok := c.Get(key)
	assert.False(t, ok, "longer")
	require.NoError(t, os.WriteFile(c.file(keyOf("b")), whole, 0o600))
	_, ok = c.Get(keyOf("b"))
	assert.False(t, ok, "another entry's file")

	require.NoError(t, c.Put(key, []byte("found again")))
	data, ok := c.Get(key)
	assert.True(t, ok)
	assert.Equal(t, "found again", string(data))

	require.NoError(t, os.Remove(c.file(key)))
	require.NoError(t, os.Mkdir(c.file(key), 0o700))
	_, ok = c.Get(key)
	assert.False(t, ok, "a directory")
	require.Error(t, c.Put(key, nil))
	for _, name := range names(t, c) {
		assert.NotContains(t, name, tempPrefix)
	}
}

func TestUnwritable(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	c := Open(filepath.Join(file, "cache"))
	require.Error(t, c.Put(keyOf("a"), []byte("x")))
	_, ok := c.Get(keyOf("a"))
	assert.False(t, ok)

	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		return // no mode keeps anybody out: the file above must do
	}
	c = Open(t.TempDir())
	require.NoError(t, c.Put(keyOf("a"), []byte("x")))
	require.NoError(t, os.Chmod(c.dir, 0o500))
	defer os.Chmod(c.dir, 0o700)
	require.Error(t, c.Put(keyOf("a"), []byte("y")))
	data, ok := c.Get(keyOf("a"))
	assert.True(t, ok)
	assert.Equal(t, "x", string(data))
}

func TestBounds(t *testing.T) {
	t.Parallel()
	c := Open(t.TempDir())
	start := time.Now()
	c.now = func() time.Time { return start }
	c.maxSize = 1000
	require.Error(t, c.Put(keyOf("large"), make([]byte, 251)))

	foreign := filepath.Join(c.dir, "notes.txt")
	require.NoError(t, os.WriteFile(foreign, make([]byte, 2000), 0o600))
	put := func(i int) {
		require.NoError(t, c.Put(keyOf(fmt.Sprint(i)), make([]byte, 100)))
	}
	has := func(i int) bool {
		_, ok := c.Get(keyOf(fmt.Sprint(i)))
		return ok
	}
	for i := range 6 { // each is 154 bytes
		put(i)
		c.now = func() time.Time { return start.Add(time.Duration(i+1) * 2 * time.Hour) }
	}
	assert.True(t, has(0), "and it is in use now")
	put(6)
	assert.True(t, has(0))
	assert.False(t, has(1), "nobody asked for it in the longest time")
	assert.True(t, has(2))
	total := int64(0)
	for _, name := range names(t, c) {
		if entry, _ := own(name); entry {
			info, err := os.Stat(filepath.Join(c.dir, name))
			require.NoError(t, err)
			total += info.Size()
		}
	}
	assert.LessOrEqual(t, total, c.maxSize)

	temp := filepath.Join(c.dir, tempPrefix+"123") // of one that was killed
	require.NoError(t, os.WriteFile(temp, nil, 0o600))
	require.NoError(t, os.Chtimes(temp, c.now(), c.now()))
	put(7)
	assert.FileExists(t, temp, "it may be in the making")
	c.now = func() time.Time { return start.Add(maxAge + 24*time.Hour) }
	put(8)
	assert.NoFileExists(t, temp)
	assert.False(t, has(2))
	assert.True(t, has(8))

	require.NoError(t, c.Clean())
	assert.Equal(t, []string{"notes.txt"}, names(t, c), "what is somebody else's stays")
	require.NoError(t, os.Remove(foreign))
	require.NoError(t, c.Clean())
	assert.NoDirExists(t, c.dir)
}

// Many write, read, trim and clean one directory. A reader gets one of the texts or nothing.
func TestTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := func(i int) []byte { return bytes.Repeat([]byte{byte(i)}, 5000+i) }
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			c := Open(dir)
			c.maxSize = 40_000
			for n := range 40 {
				key := keyOf(fmt.Sprint(n % 10))
				if err := c.Put(key, text(i)); err != nil && runtime.GOOS != "windows" && !os.IsNotExist(err) {
					t.Error(err) // Clean may remove the directory in between; Windows does not replace what is open
				}
				if data, ok := c.Get(key); ok && (len(data) < 5000 || !bytes.Equal(data, text(int(data[0])))) {
					t.Error("a text that nobody wrote")
				}
				if i == 0 && n%13 == 0 {
					if err := c.Clean(); err != nil && runtime.GOOS != "windows" {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
}
