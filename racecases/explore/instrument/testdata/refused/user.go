package refused

func user() { _, _ = f() }

func alone() int { return 1 }

var _, _ = user, alone
