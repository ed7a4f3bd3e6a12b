package report

import (
	"bytes"
	"fmt"
)

// FidelityName is the file that [Fidelity] makes the contents of.
const FidelityName = "fidelity.md"

// Fidelity holds what the model of the GIL does to a program against what CPython's does, shape by shape, from the
// figures of the gil suite in a folder, and returns a table in Markdown. All three files of figures must be
// there: gil.txt, and those of CPython 3.13 with the GIL and without.
func Fidelity(dir string) ([]byte, error) {
	model, err := readPair(dir, "gil.txt", "gil", "gil.txt", "free-threaded")
	if err != nil {
		return nil, err
	}
	python, err := readPair(dir, "gil.cpython3.13.txt", "cpython3.13", "gil.cpython3.13t.txt", "cpython3.13t")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# The model and CPython\n\nThe GIL of `primitives.Interpreter` beside that of CPython 3.13, medians; without a GIL, `FreeThreaded` beside 3.13t.\n")
	fmt.Fprintf(&b, "Each shape is a ratio within one implementation. What made the figures is in the files beside this one.\n\n")
	fmt.Fprintf(&b, "| shape | GIL | what | bounds | model | | CPython 3.13 | |\n|---|---|---|--:|--:|---|--:|---|\n")
	var inside, judged [2]int
	for _, s := range shapes() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |", s.id, map[bool]string{true: "off", false: "on"}[s.off], s.says, s.bounds())
		for i, p := range []pair{model, python} {
			value, judgeable, err := p.judge(s)
			switch {
			case err != nil:
				return nil, err
			case !judgeable || s.modelOnly && i > 0:
				fmt.Fprint(&b, " – | not judged |")
				continue
			}
			judged[i]++
			verdict := "**outside**"
			if s.inside(value) {
				verdict = "inside"
				inside[i]++
			}
			fmt.Fprintf(&b, " %.2f | %s |", value, verdict)
		}
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "\nInside: %d of %d for the model, %d of %d for CPython.\n", inside[0], judged[0], inside[1], judged[1])
	return b.Bytes(), nil
}
