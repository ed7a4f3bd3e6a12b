package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

var update = flag.Bool("update", false, "rewrite the generated parts of the README")

const readme = "../../README.md"

// TestReadme holds the generated parts of the README against what the command
// and the corpus say today; -update rewrites them.
func TestReadme(t *testing.T) {
	t.Parallel()
	old, err := os.ReadFile(readme)
	require.NoError(t, err)
	text := string(old)
	var page, errs bytes.Buffer
	status := run(t.Context(), []string{"threadlab", "show", "lock/lost-update"}, strings.NewReader(""), &page, &errs)
	if strings.Contains(errs.String(), "needs cgo") {
		t.Skip("the transcript needs the race build:", errs.String())
	}
	require.Equal(t, 0, status, errs.String())
	middle := between(t, page.String(), "  broken -> correct\n", "      Because ")
	if *update {
		text = replacePart(t, text, "show lock/lost-update", "```text\n"+middle+"```")
		require.NoError(t, os.WriteFile(readme, []byte(text), 0o644))
	}
	transcript := strings.TrimSuffix(strings.TrimPrefix(part(t, text, "show lock/lost-update"), "```text\n"), "```")
	assert.Equal(t, steady(middle), steady(transcript), "go test ./scripts/threadlab -run TestReadme -update")
}

// between returns a part of a page, from one line up to another.
func between(t *testing.T, page, first, end string) string {
	t.Helper()
	from := strings.Index(page, first)
	require.GreaterOrEqual(t, from, 0, first)
	to := strings.Index(page[from:], end)
	require.GreaterOrEqual(t, to, 0, end)
	return page[from : from+to]
}

// steady replaces what differs from run to run: times, counts, goroutines, and
// which of the two accesses came last.
func steady(page string) string {
	page = regexp.MustCompile(`\d+ ms|goroutine \d+|counter = \d+|run \d+ of`).ReplaceAllString(page, "N")
	page = regexp.MustCompile(`(?m)^      (read |write)   `).ReplaceAllString(page, "      access  ")
	return regexp.MustCompile(`\((forbidden|right this time): [^)]*\)`).ReplaceAllString(page, "(graded)")
}

func part(t *testing.T, text, name string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, "<!-- "+name+" -->\n")
	require.True(t, found, "README.md has no part %q", name)
	end, _, _ := strings.Cut(name, " ")
	body, _, found := strings.Cut(rest, "<!-- /"+end+" -->")
	require.True(t, found, "README.md does not end its part %q", name)
	return strings.TrimSpace(body)
}

func replacePart(t *testing.T, text, name, body string) string {
	t.Helper()
	old := part(t, text, name)
	head := "<!-- " + name + " -->\n"
	before, after, _ := strings.Cut(text, head)
	return before + head + body + "\n" + strings.TrimPrefix(strings.TrimPrefix(after, old), "\n")
}

// TestReadmeCommands runs what the READMEs and the lesson book promise of the command line:
// each command that they name must exist, with the flags that they give it.
func TestReadmeCommands(t *testing.T) {
	templates, err := filepath.Glob("../../racecases/book/pages/*.html")
	require.NoError(t, err)
	require.NotEmpty(t, templates)
	for _, page := range append(readmes(t), templates...) {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, c := range regexp.MustCompile("go tool threadlab ([a-z]+)((?: -[a-z]+)*)").FindAllStringSubmatch(string(text), -1) {
			sub := rootCommand(nil, nil, nil).Command(c[1])
			require.NotNil(t, sub, "%s names the command %q, which does not exist", page, c[1])
			var flags []string
			for _, f := range sub.Flags {
				flags = append(flags, f.Names()...)
			}
			for _, name := range strings.Fields(c[2]) {
				assert.Contains(t, flags, strings.TrimPrefix(name, "-"), "%s: %s", page, c[0])
			}
		}
	}
}

// TestTopLevel: the folders are those that the owner has fixed.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("../..")
	require.NoError(t, err)
	var folders []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			folders = append(folders, e.Name())
		}
	}
	assert.Equal(t, []string{"bench", "primitives", "racecases", "results", "scripts"}, folders)
}

// TestReadmeLinks: each file or folder that a README links is there.
func TestReadmeLinks(t *testing.T) {
	links := 0
	for _, page := range readmes(t) {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, link := range regexp.MustCompile(`\]\(([^)#]+)[^)]*\)`).FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			links++
			_, err := os.Stat(filepath.Join(filepath.Dir(page), link[1]))
			assert.NoError(t, err, page)
		}
	}
	assert.Greater(t, links, 2*len(corpus.Refs(lessons.All())), "the page of lessons alone has nearly two a case")
}

// readmes returns the names of the module's READMEs.
func readmes(t *testing.T) (pages []string) {
	t.Helper()
	for _, pattern := range []string{"../../README.md", "../../*/README.md", "../../*/*/README.md"} {
		more, err := filepath.Glob(pattern)
		require.NoError(t, err)
		pages = append(pages, more...)
	}
	require.Contains(t, pages, "../../racecases/lessons/README.md")
	return pages
}

// TestReadmeFigures holds the counts that the READMEs name against what they count, and
// the length of the first one against what a newcomer reads. Package bench holds what
// they say of its figures.
func TestReadmeFigures(t *testing.T) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	detectors, err := os.ReadFile("../../racecases/README.md")
	require.NoError(t, err)
	matrix, err := os.ReadFile("../../results/detectors/matrix.md")
	require.NoError(t, err)
	trials := regexp.MustCompile(`(\d+)(\d{3}) trials, each a process`).FindSubmatch(matrix)
	require.NotNil(t, trials)
	fidelity, err := os.ReadFile("../../results/bench/fidelity.md")
	require.NoError(t, err)
	two := regexp.MustCompile(`computing, 2 threads: .* \| ([\d.]+) \| inside \| ([\d.]+) \|[^\n]*\n(?:[^\n]*\n)*?.* without a GIL, 2 threads: .* \| ([\d.]+) \| inside \| ([\d.]+) \|`).FindSubmatch(fidelity)
	require.NotNil(t, two)
	cases := len(corpus.Refs(lessons.All()))
	assert.Contains(t, string(detectors), fmt.Sprintf("holds %s,%s trials", trials[1], trials[2]))
	for _, want := range []string{
		fmt.Sprintf("all %d cases", cases),
		fmt.Sprintf("as fast as one (%s x; CPython 3.13: %s x); %s x (3.13t: %s x)", two[1], two[2], two[3], two[4]),
		fmt.Sprintf("%s,%s trials of %d cases", trials[1], trials[2], cases),
	} {
		assert.Contains(t, string(text), want)
	}
	assert.LessOrEqual(t, len(text), 7500, "bytes of README.md")
}
