package survey

import "slices"

// Merge folds the results of several surveys into one list, in which each test is once. What one survey has found may have
// its cause in what another one has.
func Merge(results []Result) []Result {
	var all []Result
	for _, r := range results {
		i := slices.IndexFunc(all, func(a Result) bool { return a.Package == r.Package && a.Test == r.Test })
		if i < 0 {
			all = append(all, r)
			continue
		}
		all[i].Findings = add(all[i].Findings, r.Findings...)
		explain(all[i].Findings)
		all[i].Raced = all[i].Raced || r.Raced
		all[i].further(r.Report)
	}
	return all
}
