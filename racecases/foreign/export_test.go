package foreign

// Guests returns the path, version and sum of each guest.
func Guests() [][3]string {
	var all [][3]string
	for _, g := range guests() {
		all = append(all, [3]string{g.path, g.version, g.sum})
	}
	return all
}
