package term

import "strings"

// Command returns a command for a shell after the given indent, continued on further lines where it does not fit the page.
func (s *Screen) Command(command, indent string) string {
	const on = " \\"
	var all []string
	for _, word := range words(command) {
		if flag, value, glued := strings.Cut(word, " "); glued && len(indent)+2+len(word)+len(on) > s.width {
			all = append(all, flag, value) // together they have no room on any line
		} else {
			all = append(all, word)
		}
	}
	text, line := "", indent
	for i, word := range all {
		switch {
		case i == 0:
		case len(line)+1+len(word)+len(on) > s.width:
			text, line = text+line+on+"\n", indent+"  "
		default:
			line += " "
		}
		line += word
	}
	return text + line
}

// words splits a command at the spaces that are not quoted, but not between a flag and what follows it.
func words(command string) (all []string) {
	quoted := false
	for _, word := range strings.FieldsFunc(command, func(r rune) bool {
		if r == '\'' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	}) {
		last := len(all) - 1
		if last >= 0 && strings.HasPrefix(all[last], "-") && !strings.Contains(all[last], " ") && !strings.HasPrefix(word, "-") {
			all[last] += " " + word
			continue
		}
		all = append(all, word)
	}
	return all
}
