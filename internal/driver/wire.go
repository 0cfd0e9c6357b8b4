package driver

import (
	"crypto/sha256"
	"encoding/binary"
)

// A wireWriter writes numbers and text as a wireReader reads them.
type wireWriter struct {
	out  []byte
	last string // name
}

func (w *wireWriter) number(n int)   { w.out = binary.AppendUvarint(w.out, uint64(n)) }
func (w *wireWriter) signed(n int64) { w.out = binary.AppendVarint(w.out, n) }
func (w *wireWriter) flags(b byte)   { w.out = append(w.out, b) }
func (w *wireWriter) sum(d digest)   { w.out = append(w.out, d[:]...) }

func (w *wireWriter) text(s string) {
	w.number(len(s))
	w.out = append(w.out, s...)
}

// name writes one of many names that begin alike.
func (w *wireWriter) name(s string) {
	n := 0
	for n < len(s) && n < len(w.last) && s[n] == w.last[n] {
		n++
	}
	w.number(n)
	w.text(s[n:])
	w.last = s
}

func (w *wireWriter) reading(r *reading) {
	flags := byte(0)
	if r.none {
		flags |= 1
	}
	if r.stamp.sure {
		flags |= 2
	}
	w.flags(flags)
	for _, v := range []int64{r.stamp.size, r.stamp.modified, r.stamp.changed} {
		w.signed(v)
	}
	w.out = binary.AppendUvarint(w.out, r.stamp.inode)
	w.sum(r.sum)
}

// A wireReader reads what a wireWriter wrote. Where that is not what it is, bad is set, and what it returns means nothing.
type wireReader struct {
	in   []byte
	last string
	bad  bool
}

// take returns the next bytes, which it shares with the input.
func (r *wireReader) take(n int) []byte {
	if r.bad || n < 0 || n > len(r.in) {
		r.bad = true
		return nil
	}
	part := r.in[:n:n]
	r.in = r.in[n:]
	return part
}

func (r *wireReader) unsigned() uint64 {
	v, n := binary.Uvarint(r.in)
	if n <= 0 {
		r.bad, n = true, 0
	}
	r.in = r.in[n:]
	return v
}

// count reads how many there are of what takes a byte at least.
func (r *wireReader) count() int {
	if n := r.unsigned(); n <= uint64(len(r.in)) {
		return int(n)
	}
	r.bad = true
	return 0
}

func (r *wireReader) signed() int64 {
	v, n := binary.Varint(r.in)
	if n <= 0 {
		r.bad, n = true, 0
	}
	r.in = r.in[n:]
	return v
}

func (r *wireReader) flags() byte {
	if b := r.take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *wireReader) sum() (d digest) {
	copy(d[:], r.take(sha256.Size))
	return d
}

func (r *wireReader) text() string { return string(r.take(r.count())) }

func (r *wireReader) name() string {
	n := r.unsigned()
	rest := r.text()
	if r.bad || n > uint64(len(r.last)) {
		r.bad = true
		return ""
	}
	r.last = r.last[:n] + rest
	return r.last
}

func (r *wireReader) reading() (read reading) {
	flags := r.flags()
	read.none, read.stamp.sure = flags&1 != 0, flags&2 != 0
	for _, v := range []*int64{&read.stamp.size, &read.stamp.modified, &read.stamp.changed} {
		*v = r.signed()
	}
	read.stamp.inode = r.unsigned()
	read.sum = r.sum()
	return read
}
