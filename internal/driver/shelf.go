package driver

import (
	"maps"
	"path/filepath"
	"slices"
)

// A shelf holds what an earlier run for the same target took out of the directories of dependencies, so that the next one need
// not read them again. A directory is used if all that was read of it is still as it was, and as long as no other names are asked
// for: the slice is then the same as one of the directory itself.
//
// A nil shelf is empty, and nothing is put there.
type shelf struct {
	tags string // on which it depends which files take part
	dirs map[string]*shelved
	used map[string]*shelved // by the run that is under way; some are new
}

// A shelved directory is one with a package that was sliced.
type shelved struct {
	files []string           // what a listing says
	read  map[string]reading // of those that were read
	name  string             // the package's
	parts []shelvedFile      // those that take part
	asked map[string]bool
}

// A shelvedFile has the text of a Go file with what is kept of another one, or nil.
type shelvedFile struct {
	name string
	text []byte
}

// covers reports whether there is all that these names need.
func (d *shelved) covers(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !d.asked[name] })
}

// useFor empties a shelf of what was taken for other tags.
func (s *shelf) useFor(tags string) {
	if s != nil && s.tags != tags {
		s.tags, s.dirs = tags, nil
	}
}

// fill puts into a node what there is of a directory with these files, and takes note of what it stands for. It reports whether
// there is anything.
func (s *shelf) fill(n *node, dir string, files []string, t *trace) bool {
	if s == nil {
		return false
	}
	d := s.dirs[dir]
	if d == nil || !slices.Equal(d.files, files) {
		return false
	}
	read := make(map[string]reading, len(d.read))
	for name, r := range d.read {
		if same, _ := stillFile(filepath.Join(dir, name), &r); !same {
			return false
		}
		read[name] = r
	}
	for name, r := range read {
		t.note(t.files, filepath.Join(dir, name), r)
	}
	n.dir, n.name, n.listed, n.shelved = dir, d.name, files, d
	for _, f := range d.parts {
		n.files, n.texts = append(n.files, filepath.Join(dir, f.name)), append(n.texts, f.text)
	}
	return true
}

// add puts the directory of a sliced unit there. One of which something is wrong has to be read again, to say it again.
func (s *shelf) add(u *unit) {
	if s == nil || len(u.node.listed) == 0 || u.illTyped {
		return
	}
	d := u.node.shelved
	if d == nil {
		d = &shelved{files: u.node.listed, name: u.node.name, asked: u.asked}
		for _, name := range u.node.files {
			d.parts = append(d.parts, shelvedFile{name: filepath.Base(name)})
		}
		for _, f := range u.slicer.files {
			base := filepath.Base(u.slicer.l.fset.File(f.file.FileStart).Name())
			i := slices.IndexFunc(d.parts, func(p shelvedFile) bool { return p.name == base })
			d.parts[i].text = f.text()
		}
	}
	s.used[u.node.dir] = d
}

// changed reports whether the run used other directories than the shelf had, or in another way.
func (s *shelf) changed() bool { return !maps.Equal(s.dirs, s.used) }

// encode returns what the run used as decodeShelf reads it. The trace knows what was read.
func (s *shelf) encode(t *trace) []byte {
	w := wireWriter{}
	w.text(s.tags)
	w.number(len(s.used))
	for _, dir := range slices.Sorted(maps.Keys(s.used)) {
		d := s.used[dir]
		w.name(dir)
		w.text(d.name)
		w.number(len(d.files))
		for _, name := range d.files {
			w.name(name)
			r, ok := t.files[filepath.Join(dir, name)]
			if !ok {
				w.flags(0)
				continue
			}
			w.flags(1)
			w.reading(&r)
		}
		w.number(len(d.parts))
		for _, f := range d.parts {
			w.text(f.name)
			w.text(string(f.text))
		}
		w.number(len(d.asked))
		for _, name := range slices.Sorted(maps.Keys(d.asked)) {
			w.name(name)
		}
	}
	return w.out
}

// decodeShelf reads what encode wrote. Of anything else it makes an empty shelf.
func decodeShelf(in []byte) *shelf {
	r := wireReader{in: in}
	s := &shelf{dirs: make(map[string]*shelved), used: make(map[string]*shelved)}
	s.tags = r.text()
	for n := r.count(); n > 0 && !r.bad; n-- {
		d := &shelved{read: make(map[string]reading), asked: make(map[string]bool)}
		dir := r.name()
		d.name = r.text()
		for n := r.count(); n > 0 && !r.bad; n-- {
			name := r.name()
			d.files = append(d.files, name)
			if r.flags() != 0 {
				d.read[name] = r.reading()
			}
		}
		for n := r.count(); n > 0 && !r.bad; n-- {
			f := shelvedFile{name: r.text()}
			if text := r.take(r.count()); len(text) > 0 {
				f.text = text
			}
			d.parts = append(d.parts, f)
		}
		for n := r.count(); n > 0 && !r.bad; n-- {
			d.asked[r.name()] = true
		}
		s.dirs[dir] = d
	}
	if r.bad || len(r.in) > 0 {
		s.dirs = nil
	}
	return s
}
