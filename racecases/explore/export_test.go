package explore

// Complaint is for tests.
var Complaint = complaint

// File returns where a compiled half is.
func File(r *Runner) string { return r.file }
