package refused

import (
	"flag"
	"fmt"
	"os"
)

var (
	zero    int
	fixed   = 3
	words   = map[string]int{"x": 1}
	verbose = flag.Bool("v", false, "")
	count   = len(os.Args) + fixed
)

func init() { zero++ }

func reaches() {
	f, _ := os.Open("x")
	later := os.Create
	f.Close()
	fmt.Println(os.Args, later, *verbose)
	count += words["x"]
}

var _ = reaches

var loud bool

func init() { flag.BoolVar(&loud, "loud", false, "") }
