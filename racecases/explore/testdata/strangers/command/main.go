// Command command is a program with tests, and with files for cgo and for those without.
package main

import "fmt"

// Sum adds up in several steps.
func Sum(numbers ...int) int {
	var s tally
	for _, n := range numbers {
		s.add(n)
	}
	return s.total
}

func main() { fmt.Println(Sum(1, 2)) }
