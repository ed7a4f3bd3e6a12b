package report

// A Chart is a picture of a suite, which package draw makes.
type Chart struct {
	File  string `json:"file"` // its name, beside the suite's page
	Title string `json:"title"`
	Says  string `json:"says"` // what it shows, in a sentence
	SVG   []byte `json:"svg"`
}
