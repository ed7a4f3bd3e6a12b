package refused

func clean() int { return alone() }

var _ = clean
