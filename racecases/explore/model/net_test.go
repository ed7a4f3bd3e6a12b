package model_test

import (
	"crypto/tls"
	"net"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modeltls"
)

// TestNetworkTypes has each type that stands in for one of Go's beside it: a program that is
// explored may use every field and every method.
func TestNetworkTypes(t *testing.T) {
	for _, pair := range [][2]reflect.Type{
		{reflect.TypeFor[net.Dialer](), reflect.TypeFor[model.NetDialer]()},
		{reflect.TypeFor[net.ListenConfig](), reflect.TypeFor[model.NetListenConfig]()},
		{reflect.TypeFor[net.Resolver](), reflect.TypeFor[model.NetResolver]()},
		{reflect.TypeFor[net.Interface](), reflect.TypeFor[model.NetInterface]()},
		{reflect.TypeFor[net.TCPConn](), reflect.TypeFor[model.NetTCPConn]()},
		{reflect.TypeFor[net.TCPListener](), reflect.TypeFor[model.NetTCPListener]()},
		{reflect.TypeFor[tls.Dialer](), reflect.TypeFor[modeltls.Dialer]()},
	} {
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
