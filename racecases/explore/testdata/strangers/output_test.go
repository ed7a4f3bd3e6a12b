package strangers

import (
	"fmt"
	"os"
	"testing"
)

// Some packages keep the file before there is a test that it is taken from.
var kept = os.Stdout

func TestKeptOutput(*testing.T) { fmt.Fprint(kept, "Running Suite: ") }
