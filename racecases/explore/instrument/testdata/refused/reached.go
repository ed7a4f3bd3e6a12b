package refused

import (
	"flag"
	"fmt"
	"net"
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
	l, _ := net.FileListener(nil)
	later := os.Exit
	f, _ := os.Open("x")
	f.Close()
	_ = f.Name()
	_ = l.Addr()
	fmt.Println(os.Args, later, *verbose)
	count += words["x"]
}

var _ = reaches

var loud bool

func init() { flag.BoolVar(&loud, "loud", false, "") }
