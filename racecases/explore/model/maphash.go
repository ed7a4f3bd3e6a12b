package model

import (
	"encoding/binary"
	"hash"
	"hash/maphash"
	"math"
	"reflect"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// MaphashSeed is Seed of hash/maphash. Seeds, and what is hashed by them, are the same under every
// schedule and in every process; Go's differ each time.
type MaphashSeed struct{ s uint64 }

// MaphashMakeSeed is maphash.MakeSeed.
func MaphashMakeSeed() MaphashSeed { return MaphashSeed{source{}.Uint64() | 1} }

// MaphashHash is maphash.Hash.
type MaphashHash struct {
	_           [0]func()
	seed, state MaphashSeed
	_           [unsafe.Sizeof(maphash.Hash{}) - 2*unsafe.Sizeof(MaphashSeed{})]byte
}

func (h *MaphashHash) init() {
	if h.seed.s == 0 {
		h.SetSeed(MaphashMakeSeed())
	}
}

// Write adds p, a byte at a time: it does not matter in which pieces.
func (h *MaphashHash) Write(p []byte) (int, error) {
	h.init()
	for _, b := range p {
		h.state.s = (h.state.s ^ uint64(b)) * 0x100000001b3 // FNV-1a
	}
	return len(p), nil
}

func (h *MaphashHash) WriteString(s string) (int, error) { return h.Write([]byte(s)) }

func (h *MaphashHash) WriteByte(b byte) error {
	_, _ = h.Write([]byte{b})
	return nil
}

func (h *MaphashHash) Seed() MaphashSeed {
	h.init()
	return h.seed
}

func (h *MaphashHash) SetSeed(seed MaphashSeed) {
	if seed.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	h.seed, h.state = seed, seed
}

func (h *MaphashHash) Reset() {
	h.init()
	h.state = h.seed
}

// Sum64 counts as a draw, once in a run: all hashes of another seed are others.
func (h *MaphashHash) Sum64() uint64 {
	if w := here(); !w.hashed {
		w.hashed = true
		w.unchosen()
	}
	h.init()
	return scheduler.Mix(h.state.s)
}

func (h *MaphashHash) Sum(p []byte) []byte { return binary.BigEndian.AppendUint64(p, h.Sum64()) }
func (h *MaphashHash) Size() int           { return 8 }
func (h *MaphashHash) BlockSize() int      { return 128 }

func (h *MaphashHash) Clone() (hash.Cloner, error) {
	h.init()
	return &MaphashHash{seed: h.seed, state: h.state}, nil
}

// MaphashBytes is maphash.Bytes.
func MaphashBytes(seed MaphashSeed, p []byte) uint64 {
	var h MaphashHash
	h.SetSeed(seed)
	_, _ = h.Write(p)
	return h.Sum64()
}

// MaphashString is maphash.String.
func MaphashString(seed MaphashSeed, s string) uint64 { return MaphashBytes(seed, []byte(s)) }

// MaphashComparable is maphash.Comparable.
func MaphashComparable[T comparable](seed MaphashSeed, v T) uint64 {
	var h MaphashHash
	h.SetSeed(seed)
	MaphashWriteComparable(&h, v)
	return h.Sum64()
}

// MaphashWriteComparable is maphash.WriteComparable. Pointers and channels of a type have one hash:
// addresses differ each time.
func MaphashWriteComparable[T comparable](h *MaphashHash, v T) { h.value(reflect.ValueOf(&v).Elem()) }

func (h *MaphashHash) value(v reflect.Value) {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() { // the nil interface
		_ = h.WriteByte(0)
		return
	}
	_, _ = h.WriteString(v.Type().String())
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			h.number(1)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		h.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		h.float(v.Float())
	case reflect.Complex64, reflect.Complex128:
		h.float(real(v.Complex()))
		h.float(imag(v.Complex()))
	case reflect.String:
		h.number(uint64(v.Len()))
		_, _ = h.WriteString(v.String())
	case reflect.Array:
		for i := range v.Len() {
			h.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			h.value(v.Field(i))
		}
	case reflect.Pointer, reflect.Chan, reflect.UnsafePointer:
	default:
		panic("maphash: hash of unhashable type " + v.Type().String())
	}
}

func (h *MaphashHash) number(n uint64) {
	_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, n))
}

// float adds a number: both zeros are equal, and a NaN not even to itself.
func (h *MaphashHash) float(f float64) {
	switch {
	case f == 0:
		f = 0
	case f != f:
		h.number(source{}.Uint64())
		return
	}
	h.number(math.Float64bits(f))
}
