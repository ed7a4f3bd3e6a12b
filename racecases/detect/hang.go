package detect

import "threadlab/racecases/goreport"

// readHang reads the goroutine dump of a process that had not ended at its deadline.
func readHang(o Output) []Finding {
	if !o.Hung {
		return nil
	}
	f := Finding{Detector: Hang, Label: LabelHang, Text: o.Text}
	f.waits(goreport.Goroutines(f.Text), o.Package)
	return []Finding{f}
}
