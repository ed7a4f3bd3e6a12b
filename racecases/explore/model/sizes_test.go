package model_test

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
	"testing"

	"reflect"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/model"
)

// TestSizes: a program's own types keep their sizes and offsets.
func TestSizes(t *testing.T) {
	for real, modelled := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[sync.Mutex]():     reflect.TypeFor[model.Mutex](),
		reflect.TypeFor[sync.RWMutex]():   reflect.TypeFor[model.RWMutex](),
		reflect.TypeFor[sync.WaitGroup](): reflect.TypeFor[model.WaitGroup](),
		reflect.TypeFor[sync.Cond]():      reflect.TypeFor[model.Cond](),
		reflect.TypeFor[sync.Once]():      reflect.TypeFor[model.Once](),
		reflect.TypeFor[sync.Pool]():      reflect.TypeFor[model.Pool](),
		reflect.TypeFor[sync.Map]():       reflect.TypeFor[model.Map](),
		reflect.TypeFor[atomic.Bool]():    reflect.TypeFor[model.Bool](),
		reflect.TypeFor[atomic.Int32]():   reflect.TypeFor[model.Int32](),
		reflect.TypeFor[atomic.Int64]():   reflect.TypeFor[model.Int64](),
		reflect.TypeFor[atomic.Uint32]():  reflect.TypeFor[model.Uint32](),
		reflect.TypeFor[atomic.Uint64]():  reflect.TypeFor[model.Uint64](),
		reflect.TypeFor[atomic.Uintptr](): reflect.TypeFor[model.Uintptr](),
		reflect.TypeFor[atomic.Value]():   reflect.TypeFor[model.Value](),

		reflect.TypeFor[maphash.Hash]():        reflect.TypeFor[model.MaphashHash](),
		reflect.TypeFor[maphash.Seed]():        reflect.TypeFor[model.MaphashSeed](),
		reflect.TypeFor[atomic.Pointer[int]](): reflect.TypeFor[model.Pointer[int]](),
	} {
		assert.Equal(t, real.Size(), modelled.Size(), real.String())
		assert.LessOrEqual(t, modelled.Align(), real.Align(), real.String())
	}
}
