package revision

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestChanges(t *testing.T) {
	for _, tt := range []struct {
		old, src string
		want     Lines
	}{
		{"a\nb\nc\n", "a\nb\nc\n", nil},
		{"a\nb\nc\n", "a\r\nb\r\nc\r\n", nil},
		{"a\nb\nc\n", "a\nx\nc\n", Lines{{2, 2}}},
		{"a\nb\nc\n", "n\nm\na\nb\nc\n", Lines{{1, 2}}},
		{"a\nb\nc\n", "a\nc\n", nil},
		{"a\nb\nc", "a\nb\nc\nd", Lines{{3, 4}}},
		{"", "a\n", Lines{{1, 1}}},
		{"--- x\nb\n", "+++ x\nb\n", Lines{{1, 1}}},
		{"a\n1\n2\n3\n4\n5\n6\n7\n8\n9\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\n8\n9\nB\n", Lines{{1, 1}, {11, 11}}},
	} {
		assert.Equal(t, tt.want, changes([]byte(tt.old), []byte(tt.src)), "%q to %q", tt.old, tt.src)
	}
	lines := Lines{{2, 3}, {7, 7}}
	for n := range 10 {
		assert.Equal(t, n == 2 || n == 3 || n == 7, lines.Meet(n, n), n)
	}
	assert.True(t, lines.Meet(4, 8))
	assert.False(t, lines.Meet(4, 6))
}

// A repository is one with a commit of each of its files.
type repository struct {
	t   *testing.T
	dir string
	env []string
}

func newRepository(t *testing.T, files map[string]string) *repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git: a clone, as .ci/run has, runs this")
	}
	home := t.TempDir()
	r := &repository{t: t, dir: t.TempDir()}
	r.env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	r.git("init", "-q")
	for name, text := range files {
		r.write(name, text)
	}
	r.git("add", ".")
	r.git("commit", "-qm", "first")
	return r
}

func (r *repository) git(args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = r.dir, r.env
	out, err := cmd.CombinedOutput()
	require.NoError(r.t, err, "%s", out)
}

func (r *repository) write(name, text string) string {
	file := filepath.Join(r.dir, filepath.FromSlash(name))
	require.NoError(r.t, os.MkdirAll(filepath.Dir(file), 0o777))
	require.NoError(r.t, os.WriteFile(file, []byte(text), 0o666))
	return file
}

func (r *repository) open(dir, rev string) (*Revision, error) {
	return Open(r.t.Context(), filepath.Join(r.dir, dir), rev, r.env)
}

func TestRevision(t *testing.T) {
	repo := newRepository(t, map[string]string{"sub/a b ü.go": "1\n2\n3\n", "sub/[a].go": "1\n"})
	rev, err := repo.open("sub", "HEAD")
	require.NoError(t, err)

	now := "1\nnew\n3\n"
	lines, err := rev.Changes(repo.write("sub/a b ü.go", now), []byte(now))
	require.NoError(t, err)
	assert.Equal(t, Lines{{2, 2}}, lines)

	lines, err = rev.Changes(filepath.Join(repo.dir, "sub", "[a].go"), []byte("1\n"))
	require.NoError(t, err)
	assert.Empty(t, lines, "a name is no pattern")

	lines, err = rev.Changes(repo.write("other/new.go", "1\n2\n"), []byte("1\n2\n"))
	require.NoError(t, err)
	assert.True(t, lines.Meet(1, 1) && lines.Meet(2, 2))

	lines, err = rev.Changes(filepath.Join(t.TempDir(), "x.go"), []byte("1\n"))
	require.NoError(t, err)
	assert.True(t, lines.Meet(1, 1), "a file elsewhere has no past")

	// A later commit does not move the revision that was named.
	first, err := repo.open("", "HEAD")
	require.NoError(t, err)
	repo.git("commit", "-qam", "second")
	lines, err = first.Changes(filepath.Join(repo.dir, "sub", "a b ü.go"), []byte(now))
	require.NoError(t, err)
	assert.Equal(t, Lines{{2, 2}}, lines)
}

func TestErrors(t *testing.T) {
	repo := newRepository(t, map[string]string{"a.go": "1\n"})
	for _, name := range []string{"nowhere", "--output=x", "-h", "", "HEAD:a.go", "HEAD\n"} {
		_, err := repo.open("", name)
		require.Error(t, err, "%q", name)
		assert.Contains(t, err.Error(), "is no revision")
	}
	_, err := Open(t.Context(), t.TempDir(), "HEAD", append(repo.env, "GIT_CEILING_DIRECTORIES="+os.TempDir()))
	require.ErrorContains(t, err, "git says: fatal: not a git repository")
	assert.NotContains(t, err.Error(), "\n")
}

// TestNothingOfTheRepositoryIsRun sets everything that makes git run commands of a repository's choice.
func TestNothingOfTheRepositoryIsRun(t *testing.T) {
	repo := newRepository(t, map[string]string{"a.go": "1\n", ".gitattributes": "*.go diff=evil filter=evil\n"})
	mark := filepath.Join(t.TempDir(), "mark")
	evil := fmt.Sprintf("touch '%s'; false", filepath.ToSlash(mark))
	hook := repo.write(".git/hooks/post-index-change", "#!/bin/sh\n"+evil+"\n")
	require.NoError(t, os.Chmod(hook, 0o777))
	for _, key := range []string{
		"core.fsmonitor", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.smudge", "filter.evil.clean",
		"filter.evil.process", "core.pager", "pager.cat-file", "pager.ls-tree", "core.sshCommand", "core.editor", "alias.cat-file",
		"core.gitProxy", "core.askPass", "credential.helper", "interactive.diffFilter",
	} {
		repo.git("config", key, "!"+strings.TrimPrefix(evil, "!"))
		repo.git("config", key, evil)
	}
	now := "2\n"
	file := repo.write("a.go", now)
	rev, err := repo.open("", "HEAD")
	require.NoError(t, err)
	lines, err := rev.Changes(file, []byte(now))
	require.NoError(t, err)
	assert.Equal(t, Lines{{1, 1}}, lines)
	assert.NoFileExists(t, mark)
}
