package scheduler

import "unsafe"

// A span is a part of memory whose bytes have numbers one after the other. It keeps what
// it is of from being collected, so that no other object comes to be at its address.
type span struct {
	start unsafe.Pointer
	size  uintptr
	first int32 // the number of its first byte
}

// appendTo appends what a touch uses to a list: as many accesses as it has parts that were
// numbered at different times.
func (f *footprint) appendTo(list []access, t Touch, guard bool) []access {
	at, end := uintptr(t.Object), uintptr(t.Object)+max(t.Size, 1)
	for at < end {
		object, size := f.number(unsafe.Add(t.Object, at-uintptr(t.Object)), end-at)
		list = append(list, access{object, int32(size), t.How, guard})
		at += size
	}
	return list
}

// number returns the number of a byte, and how many after it, up to size, have the numbers
// that follow. It numbers those that have none. A long schedule has thousands of spans.
func (f *footprint) number(p unsafe.Pointer, size uintptr) (int32, uintptr) {
	at := uintptr(p)
	low, high := 0, len(f.ascending)
	for low < high {
		if middle := (low + high) / 2; uintptr(f.spans[f.ascending[middle]].start) <= at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low > 0 {
		s := &f.spans[f.ascending[low-1]]
		if inside := at - uintptr(s.start); inside < s.size {
			return s.first + int32(inside), min(size, s.size-inside)
		}
	}
	if low < len(f.ascending) {
		size = min(size, uintptr(f.spans[f.ascending[low]].start)-at)
	}
	f.ascending = append(f.ascending, 0)
	copy(f.ascending[low+1:], f.ascending[low:])
	f.ascending[low] = int32(len(f.spans))
	f.spans = append(f.spans, span{p, size, f.bytes})
	f.bytes += int32(size)
	return f.bytes - int32(size), size
}
