package book

import (
	"go/parser"
	"go/token"
	"html/template"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"threadlab/racecases/corpus"
	"threadlab/racecases/corpus/halfdiff"
)

// A sideBySide is the two halves of a case, with equal lines beside each other. A negative
// has the correct half only.
type sideBySide struct {
	Broken, Correct []codeLine
	BrokenFile      string
	CorrectFile     string
}

// A codeLine is a line of a half.
type codeLine struct {
	Number int // 0: a gap beside a line that the other half has alone
	HTML   template.HTML
	Class  string // del: the broken half has it alone; ins: the correct one
	Marks  string // how it takes part in the bug
}

// A half is a half of a case, as it is drawn.
type half struct {
	first int             // the number of its first line that is drawn: what is before is only imports
	lines []string        // from there on, without the marks
	html  []template.HTML // the same, coloured
	marks map[int]string  // by number
}

func pairOf(ref corpus.Ref) (sideBySide, error) {
	p := sideBySide{CorrectFile: ref.Case.File(corpus.Correct)}
	correct, err := halfOf(ref, corpus.Correct)
	if err != nil {
		return p, err
	}
	if ref.Case.Negative {
		p.Correct = correct.all()
		return p, nil
	}
	p.BrokenFile = ref.Case.File(corpus.Broken)
	broken, err := halfOf(ref, corpus.Broken)
	if err != nil {
		return p, err
	}
	p.align(broken, correct)
	return p, nil
}

// halfOf reads a half. Its marks are no part of the program, and are drawn as such.
func halfOf(ref corpus.Ref, h corpus.Half) (half, error) {
	text, err := ref.Text(h)
	if err != nil {
		return half{}, err
	}
	marks, err := ref.Marks(h)
	if err != nil {
		return half{}, err
	}
	first, err := firstDeclaration(text)
	if err != nil {
		return half{}, err
	}
	all := strings.Split(strings.TrimRight(text, "\n"), "\n")
	of := half{first: first, marks: map[int]string{}}
	for _, m := range marks {
		if of.marks[m.Line] != "" { // its second mark
			of.marks[m.Line] += ", "
		} else {
			at := &all[m.Line-1]
			*at = strings.TrimRight((*at)[:strings.LastIndex(*at, "// want:")], " \t")
		}
		of.marks[m.Line] += says(m)
	}
	of.lines = all[first-1:]
	of.html = goHTML(strings.Join(of.lines, "\n"))
	return of, nil
}

// says is what happens on a marked line.
func says(m corpus.Mark) string {
	what := map[corpus.MarkKind]string{
		corpus.RaceRead: "a read that races", corpus.RaceWrite: "a write that races", corpus.Wait: "waits for ever",
		corpus.Panic: "panics", corpus.Fatal: "fatal error",
		corpus.VetFinding: "vet", corpus.StaticcheckFinding: "staticcheck",
	}[m.Kind]
	if m.Text != "" {
		what += ": " + m.Text
	}
	return what
}

// firstDeclaration returns the line at which the code after the imports begins, comments included.
func firstDeclaration(text string) (int, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return 0, err
	}
	end := file.Name.End()
	if n := len(file.Decls); n > 0 {
		end = file.Decls[n-1].End()
	}
	lines := strings.Split(text, "\n")
	n := fset.Position(end).Line
	for n < len(lines) && strings.TrimSpace(lines[n]) == "" {
		n++
	}
	return n + 1, nil
}

func (h half) line(i int, class string) codeLine {
	return codeLine{Number: h.first + i, HTML: h.html[i], Class: class, Marks: h.marks[h.first+i]}
}

// all returns the lines of a half that has nothing beside it, or the same.
func (h half) all() (lines []codeLine) {
	for i := range h.lines {
		lines = append(lines, h.line(i, ""))
	}
	return lines
}

// align puts lines that are equal but for their spaces beside each other.
func (p *sideBySide) align(broken, correct half) {
	lines := halfdiff.Lines(spaced(broken.lines), spaced(correct.lines))
	at, to := 0, 0
	for _, l := range lines {
		if l.Op == udiff.Equal {
			p.level()
		}
		if l.Op != udiff.Insert {
			p.Broken = append(p.Broken, broken.line(at, class(l.Op)))
			at++
		}
		if l.Op != udiff.Delete {
			p.Correct = append(p.Correct, correct.line(to, class(l.Op)))
			to++
		}
	}
	if len(lines) == 0 { // the halves differ in their imports alone
		p.Broken, p.Correct = broken.all(), correct.all()
	}
	p.level()
}

// level puts gaps at the end of the shorter side.
func (p *sideBySide) level() {
	missing := len(p.Broken) - len(p.Correct)
	p.Broken = append(p.Broken, make([]codeLine, max(0, -missing))...)
	p.Correct = append(p.Correct, make([]codeLine, max(0, missing))...)
}

func class(k udiff.OpKind) string {
	switch k {
	case udiff.Delete:
		return "del"
	case udiff.Insert:
		return "ins"
	}
	return ""
}

// spaced joins lines whose spaces are told apart by nothing but that there are some.
func spaced(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.Join(strings.Fields(l), " ") + "\n")
	}
	return b.String()
}
