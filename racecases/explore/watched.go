package explore

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// watchedSize bounds how many bytes of Go source of other modules get points at accesses:
// each takes time to be read, written and compiled.
const watchedSize = 4 << 20

// watch selects the packages that get points at accesses: those of the user's own modules,
// and of others those that the tests import, the nearest first, up to a size.
func (s *suite) watch() {
	s.watched = map[string]bool{s.target.ImportPath + "/" + external: true}
	packages := map[string]listed{}
	for _, p := range s.all {
		packages[p.ImportPath] = p
	}
	left := int64(watchedSize)
	queue := slices.Concat([]string{s.target.ImportPath}, s.target.TestImports, s.target.XTestImports)
	for ; len(queue) > 0; queue = queue[1:] {
		p, ok := packages[queue[0]]
		if !ok || s.watched[p.ImportPath] || p.ImportPath == goid {
			continue
		}
		if size := p.size(); !s.owns(p) {
			if size > left {
				continue
			}
			left -= size
		}
		s.watched[p.ImportPath] = true
		queue = append(queue, p.Imports...)
	}
}

// size returns how many bytes of Go source a package has.
func (p listed) size() (bytes int64) {
	for _, name := range p.compiled() {
		if info, err := os.Stat(filepath.Join(p.Dir, name)); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// watchedModules says which other modules have points at accesses, and which have packages
// that have none.
func (s *suite) watchedModules() []string {
	var with, without []string
	for _, p := range s.all {
		list := &with
		if !s.watched[p.ImportPath] || p.usesCgo() {
			list = &without
		}
		if name := p.Module.Path; name != s.target.Module.Path && name != copiedModule && !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	var notes []string
	if len(with) > 0 {
		notes = append(notes, fmt.Sprintf("points at accesses in %s too", strings.Join(with, ", ")))
	}
	if len(without) > 0 {
		notes = append(notes, fmt.Sprintf("no points at accesses in all or a part of %s", strings.Join(without, ", ")))
	}
	return notes
}
