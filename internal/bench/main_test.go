package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTable(t *testing.T) {
	s := func(n int) cost { return cost{time.Duration(n) * time.Second, time.Duration(n) * time.Second, 2e6} }
	assert.Equal(t, `| | cold | times | CPU | MB | warm | times | CPU | MB |
|---|---|---|---|---|---|---|---|---|
| rdslint | 2.00 s | 1.0 | 2.00 s | 2 | 1.00 s | 1.0 | 1.00 s | 2 |
| go vet | 100.00 s | 50.0 | 100.00 s | 2 | 3.00 s | 3.0 | 3.00 s | 2 |
| other | fails: what it says |
`, table([]row{
		{tool: "rdslint", cold: []cost{s(1), s(9), s(2)}, warm: []cost{s(1), s(1), s(1)}},
		{tool: "go vet", cold: []cost{s(100)}, warm: []cost{s(3)}},
		{tool: "other", said: "what\nit says"},
	}))
}

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.24\n"), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "m.go"), []byte("package m\n"), 0o666))
	rows, err := measure(t.Context(), t.TempDir(), dir, []tool{{"go list", []string{"go", "list", "./..."}}}, 2)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	assert.Len(t, rows[0].cold, 2)
	assert.Len(t, rows[0].warm, 2)
	assert.NotZero(t, rows[0].cold[0].wall)

	_, err = measure(t.Context(), t.TempDir(), dir, []tool{{"none", []string{"no-such-tool"}}}, 1)
	assert.Error(t, err)
}
