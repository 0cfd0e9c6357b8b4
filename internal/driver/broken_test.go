package driver_test

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/driver"
)

// wrecked are fixtures that ask much of the rules.
var wrecked = []string{"objectname/service", "processscope/taskkill", "contexts/flags", "sessionid/console", "clientkey/httpreq"}

// FuzzBroken wrecks files of the fixtures: pieces are left out, written twice or put elsewhere. Whatever is left of a package, no rule
// may fail over it.
func FuzzBroken(f *testing.F) {
	root, err := filepath.Abs("../../testdata")
	require.NoError(f, err)
	files := make(map[string][]byte)
	for _, topic := range wrecked {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(topic)), func(name string, d fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(name) == ".go" {
				files[name], err = os.ReadFile(name)
			}
			return err
		})
		require.NoError(f, err)
	}
	names := slices.Sorted(maps.Keys(files))
	require.NotEmpty(f, names)
	for seed := range uint64(10) {
		f.Add(seed, uint8(1+seed%5))
	}
	f.Fuzz(func(t *testing.T, seed uint64, count uint8) {
		rnd := rand.New(rand.NewPCG(seed, 0))
		name := names[rnd.IntN(len(names))]
		overlay := map[string][]byte{name: wreck(rnd, files[name], int(count%8)+1)}
		prog, err := driver.Load(t.Context(), driver.Config{Dir: filepath.Dir(name), Patterns: []string{"."}, Overlay: overlay, Env: append(os.Environ(), "GOPROXY=off")})
		if err != nil {
			return // there is nothing left that is a package
		}
		res, err := driver.Run(t.Context(), prog, driver.Options{})
		require.NoError(t, err)
		for _, p := range res.Problems {
			if p.Kind == "rule" {
				t.Errorf("%s\n%s", p.Message, overlay[name])
			}
		}
	})
}

// wreck changes a file in some places.
func wreck(rnd *rand.Rand, src []byte, count int) []byte {
	src = slices.Clone(src)
	for range count {
		start := rnd.IntN(len(src))
		end := min(len(src), start+1+rnd.IntN(1+rnd.IntN(60)))
		piece := slices.Clone(src[start:end])
		switch rnd.IntN(3) {
		case 0:
			src = slices.Delete(src, start, end)
		case 1:
			src = slices.Insert(src, end, piece...)
		case 2:
			src = slices.Delete(src, start, end)
			src = slices.Insert(src, rnd.IntN(len(src)+1), piece...)
		}
		if len(src) == 0 {
			return nil
		}
	}
	return src
}
