package model

import (
	"fmt"
	"slices"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// orders returns how many orders n elements have, as far as they could all be tried; else more.
func orders(n int) int64 {
	count := int64(1)
	for i := 2; i <= min(n, 5); i++ {
		count *= int64(i)
	}
	return count
}

// reorder lets the schedule draw another order of n elements than the usual one: any, where
// they are few, for which what it returns swaps them once they are in that; else that of other
// numbers, which are skipped.
func (w *modelState) reorder(n int) (again func(swap func(i, j int))) {
	alternatives, all := 2, n < 2 || w.tries(orders(n))
	if all {
		alternatives = int(orders(n))
	}
	if alternatives < 2 {
		return func(func(i, j int)) {}
	}
	took := w.choose(alternatives, all, func(took int) string {
		if all {
			return fmt.Sprintf("order %d of %d", took+1, alternatives)
		}
		return [...]string{"an order", "another order"}[took]
	})
	if !all {
		w.sequence += uint64(took)
		took = 0
	}
	return func(swap func(i, j int)) { permute(n, took, swap) }
}

// permute brings n elements into one of their orders: each number from 0 is another one, and 0
// leaves them as they are.
func permute(n, number int, swap func(i, j int)) {
	for i := n - 1; i > 0 && number > 0; i-- {
		if j := i - number%(i+1); j < i {
			swap(i, j)
		}
		number /= i + 1
	}
}

// maxOrders bounds the combinations of orders of maps that a run has. Programs range over many
// maps whose order does not matter, and each combination has all schedules of the program.
const maxOrders = 8

// orderOfMap lets the schedule draw in which order a range takes n keys, which are sorted: it
// returns their numbers, or nil for the usual order, which is theirs. Of up to three keys that is
// any order, as Go's specification has it. With up to eight the range starts at any of them and
// wraps, as Go 1.26 does with a map that has never had more: its entries are where they were put
// in, and only the start is drawn (Iter.Next of internal/runtime/maps). With more, where hashes
// decide as well, the order is the usual one or its reverse. What the run does not afford has the
// usual order, as have ranges in the initialisation of packages.
func (w *modelState) orderOfMap(n int, text func(numbers []int) string) []int {
	if n < 2 {
		return nil
	}
	w.Touch(scheduler.Reads, unsafe.Pointer(&w.drawing))
	count, all, order := int(orders(n)), true, permuted
	switch {
	case n > maxOrders:
		count, all, order = 2, false, reversed
	case count > maxOrders:
		count, all, order = n, false, started
	}
	if combinations := max(w.orders, 1) * count; !w.starting && combinations <= maxOrders && w.Affords(int64(count)) {
		w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
		w.orders = combinations
		return order(n, w.take(count, all, func(took int) string { return text(order(n, took)) }))
	}
	w.unchosen()
	return nil
}

// takesAdded lets the schedule draw whether a range takes the keys that were added to its map
// meanwhile: all of them, after the others, or as usual none.
func (w *modelState) takesAdded() bool {
	if w.starting {
		w.unchosen()
		return false
	}
	return w.choose(2, false, func(took int) string {
		return [...]string{"no added key", "the added keys too"}[took]
	}) > 0
}

// reordered returns elements in the order of their numbers, or as they are without any.
func reordered[T any](list []T, numbers []int) []T {
	if numbers == nil {
		return list
	}
	ordered := make([]T, 0, len(list))
	for _, i := range numbers {
		ordered = append(ordered, list[i])
	}
	return ordered
}

// inTurn returns the numbers below n.
func inTurn(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

func permuted(n, took int) []int {
	numbers := inTurn(n)
	permute(n, took, func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
	return numbers
}

func started(n, took int) []int {
	numbers := inTurn(n)
	return append(numbers[took:n:n], numbers[:took]...)
}

func reversed(n, took int) []int {
	numbers := inTurn(n)
	if took > 0 {
		slices.Reverse(numbers)
	}
	return numbers
}
