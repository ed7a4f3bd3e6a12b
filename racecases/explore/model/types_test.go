package model_test

import (
	"crypto/tls"
	"hash/maphash"
	"io"
	"net"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelio"
	"threadlab/racecases/explore/model/modelnet"
	"threadlab/racecases/explore/model/modeltls"
	explored "threadlab/racecases/explore/testing"
)

// sized are types of Go's own and those that stand in for them, which programs have as parts of
// their own types: these keep their sizes.
var sized = [][2]reflect.Type{
	{reflect.TypeFor[sync.Mutex](), reflect.TypeFor[model.Mutex]()},
	{reflect.TypeFor[sync.RWMutex](), reflect.TypeFor[model.RWMutex]()},
	{reflect.TypeFor[sync.WaitGroup](), reflect.TypeFor[model.WaitGroup]()},
	{reflect.TypeFor[sync.Cond](), reflect.TypeFor[model.Cond]()},
	{reflect.TypeFor[sync.Once](), reflect.TypeFor[model.Once]()},
	{reflect.TypeFor[sync.Pool](), reflect.TypeFor[model.Pool]()},
	{reflect.TypeFor[sync.Map](), reflect.TypeFor[model.Map]()},
	{reflect.TypeFor[atomic.Bool](), reflect.TypeFor[model.Bool]()},
	{reflect.TypeFor[atomic.Int32](), reflect.TypeFor[model.Int32]()},
	{reflect.TypeFor[atomic.Int64](), reflect.TypeFor[model.Int64]()},
	{reflect.TypeFor[atomic.Uint32](), reflect.TypeFor[model.Uint32]()},
	{reflect.TypeFor[atomic.Uint64](), reflect.TypeFor[model.Uint64]()},
	{reflect.TypeFor[atomic.Uintptr](), reflect.TypeFor[model.Uintptr]()},
	{reflect.TypeFor[atomic.Value](), reflect.TypeFor[model.Value]()},
	{reflect.TypeFor[atomic.Pointer[int]](), reflect.TypeFor[model.Pointer[int]]()},
	{reflect.TypeFor[maphash.Hash](), reflect.TypeFor[model.MaphashHash]()},
	{reflect.TypeFor[maphash.Seed](), reflect.TypeFor[model.MaphashSeed]()},
}

// unsized are those of other sizes.
var unsized = [][2]reflect.Type{
	{reflect.TypeFor[time.Timer](), reflect.TypeFor[model.Timer]()},
	{reflect.TypeFor[time.Ticker](), reflect.TypeFor[model.Ticker]()},
	{reflect.TypeFor[io.PipeReader](), reflect.TypeFor[modelio.PipeReader]()},
	{reflect.TypeFor[io.PipeWriter](), reflect.TypeFor[modelio.PipeWriter]()},
	{reflect.TypeFor[net.Dialer](), reflect.TypeFor[modelnet.Dialer]()},
	{reflect.TypeFor[net.ListenConfig](), reflect.TypeFor[modelnet.ListenConfig]()},
	{reflect.TypeFor[net.Resolver](), reflect.TypeFor[modelnet.Resolver]()},
	{reflect.TypeFor[net.Interface](), reflect.TypeFor[modelnet.Interface]()},
	{reflect.TypeFor[net.TCPConn](), reflect.TypeFor[modelnet.TCPConn]()},
	{reflect.TypeFor[net.TCPListener](), reflect.TypeFor[modelnet.TCPListener]()},
	{reflect.TypeFor[tls.Dialer](), reflect.TypeFor[modeltls.Dialer]()},
	{reflect.TypeFor[testing.T](), reflect.TypeFor[explored.T]()},
	{reflect.TypeFor[testing.B](), reflect.TypeFor[explored.B]()},
	{reflect.TypeFor[testing.F](), reflect.TypeFor[explored.F]()},
	{reflect.TypeFor[testing.M](), reflect.TypeFor[explored.M]()},
	{reflect.TypeFor[testing.PB](), reflect.TypeFor[explored.PB]()},
}

// TestNames: a program may use every field and every method of a type, and embed one beside what
// has other methods.
func TestNames(t *testing.T) {
	for _, pair := range append(unsized, sized...) {
		t.Run(pair[0].String(), func(t *testing.T) { assert.Equal(t, namesIn(pair[0]), namesIn(pair[1])) })
	}
}

// namesIn lists the exported fields and methods of a type.
func namesIn(of reflect.Type) (names []string) {
	for field := range of.Fields() {
		if field.IsExported() {
			names = append(names, field.Name)
		}
	}
	for method := range reflect.PointerTo(of).Methods() {
		names = append(names, method.Name)
	}
	return names
}

// TestSizes: a program's own types keep their sizes and offsets.
func TestSizes(t *testing.T) {
	for _, pair := range sized {
		assert.Equal(t, pair[0].Size(), pair[1].Size(), pair[0].String())
		assert.LessOrEqual(t, pair[1].Align(), pair[0].Align(), pair[0].String())
	}
}
