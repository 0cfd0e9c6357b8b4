package main

import (
	"bytes"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var buf locked
		p := progress{w: &buf}
		p.stage("loading packages")
		time.Sleep(patience - time.Millisecond)
		synctest.Wait()
		assert.Empty(t, buf.String(), "a run that is quick says nothing")

		time.Sleep(patience)
		synctest.Wait()
		assert.Contains(t, buf.String(), "\r\x1b[Krdslint: loading packages (1s)")
		p.stage("judging 3 packages")
		time.Sleep(patience)
		synctest.Wait()
		assert.Contains(t, buf.String(), "\r\x1b[Krdslint: judging 3 packages (2s)")
		p.done()
		assert.Regexp(t, `\r\x1b\[K$`, buf.String(), "the line is wiped")

		n := buf.Len()
		p.done()
		time.Sleep(patience)
		synctest.Wait()
		assert.Equal(t, n, buf.Len())
		p.stage("judging 4 packages")
		time.Sleep(patience / 2)
		synctest.Wait()
		assert.Contains(t, buf.String(), "judging 4 packages (4s)", "it has been long enough already")
		p.done()
	})
}

// A locked buffer may be looked at between two writes of a timer.
type locked struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (l *locked) Len() int { return len(l.String()) }

func TestNoProgress(t *testing.T) {
	var p progress
	p.stage("loading packages")
	p.done()
	assert.False(t, p.shown)
}
