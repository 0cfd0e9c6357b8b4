package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rdslint/rdslint/internal/cache"
	"github.com/rdslint/rdslint/internal/driver"
)

// cacheVariable names the directory of the cache, or is off.
const cacheVariable = "RDSLINT_CACHE"

// openCache returns the cache of earlier runs, nil if there is none. The error is one of what the user has set.
func (c *command) openCache() (*cache.Cache, error) {
	dir := c.getenv(cacheVariable)
	switch {
	case dir == "off":
		return nil, nil
	case dir == "":
		all, err := os.UserCacheDir()
		if err != nil {
			return nil, nil // a user without a home
		}
		dir = filepath.Join(all, "rdslint")
	case !filepath.IsAbs(dir):
		return nil, usagef("%s is %s: use off or an absolute path", cacheVariable, dir)
	}
	return cache.Open(dir), nil
}

// memory is what is known of the same run from before. It is nil, and so knows nothing, where the whole program will be asked
// for, or how long it takes, or the cache is off.
func (l *lintRun) memory(ctx context.Context, cfg driver.Config, opts driver.Options) *driver.Memory {
	if l.fix || l.diff || l.cpuProfile != "" || l.memProfile != "" {
		return nil
	}
	return driver.NewMemory(ctx, l.cached, cfg, opts)
}

// keep puts what was found where the next run will look for it.
func (l *lintRun) keep(m *driver.Memory, prog *driver.Program, res *driver.Result) {
	if err := m.Keep(prog, res); err != nil {
		l.uncached(err)
	}
}

// uncached says, if anybody wants to know, why the next run will take as long.
func (l *lintRun) uncached(err error) {
	if l.verbose {
		l.progress.done()
		l.sayf("nothing is cached: %v", cause(err))
	}
}

// cache runs the commands about the cache.
func (c *command) cache(args []string) error {
	if len(args) != 1 || args[0] != "clean" && args[0] != "dir" {
		return usagef("cache takes clean or dir")
	}
	entries, err := c.openCache()
	if err != nil {
		return err
	}
	if args[0] == "clean" {
		if entries == nil {
			return nil
		}
		return entries.Clean()
	}
	dir := "off"
	if entries != nil {
		dir = entries.Dir()
	}
	_, err = fmt.Fprintln(c.stdout, dir)
	return toStdout(err)
}
