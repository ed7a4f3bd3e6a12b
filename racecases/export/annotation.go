package export

import (
	"fmt"
	"io"
	"strings"

	"threadlab/racecases/detect"
)

// Annotation writes a finding as a GitHub workflow command, which shows it beside
// the line of the pull request.
func Annotation(w io.Writer, title string, f detect.Finding, where Where) error {
	message := strings.TrimSpace(f.Text)
	if f.Race != nil {
		message = RaceMessage(*f.Race, where) + "\n" + message
	}
	properties := "title=" + property(title)
	for _, p := range f.Places {
		if file, ok := where(p.Frame); ok {
			properties = fmt.Sprintf("file=%s,line=%d,%s", property(file), p.Frame.Line, properties)
			break
		}
	}
	_, err := fmt.Fprintf(w, "::error %s::%s\n", properties, data(message))
	return err
}

// data and property escape what the runner would take for its own.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}
