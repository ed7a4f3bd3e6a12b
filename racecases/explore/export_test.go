package explore

// What only tests use.
var (
	Complaint = complaint

	// BuildWith is a [Build] in which some files, by their paths, have another text.
	BuildWith = build
)

// File returns where a compiled half is.
func File(r *Runner) string { return r.file }
