package model

import (
	"encoding/base32"
	"encoding/binary"
	"io"
)

// CryptoReader is rand.Reader of crypto/rand. Its bytes are the same under every schedule, or
// their complement where they are few: those are a number, and more are mostly a key or a name,
// of which it matters that it is not another one.
var CryptoReader io.Reader = cryptoReader{}

type cryptoReader struct{}

// Read fills p, in pieces of eight bytes.
func (cryptoReader) Read(p []byte) (int, error) {
	var piece [8]byte
	for i := range p {
		if i%8 == 0 {
			binary.LittleEndian.PutUint64(piece[:], source{}.Uint64())
		}
		p[i] = piece[i%8]
	}
	invert(p)
	return len(p), nil
}

// invert takes the complement of random bytes, if they are few and the schedule says so.
func invert(p []byte) {
	switch w := here(); {
	case len(p) > 8:
		w.unchosen()
	case len(p) > 0:
		drawn := func(took int) string {
			if took == 1 {
				return "the complements of bytes"
			}
			return "bytes"
		}
		if w.choose(2, false, drawn) == 1 {
			for i := range p {
				p[i] = ^p[i]
			}
		}
	}
}

// CryptoRead is rand.Read.
func CryptoRead(p []byte) (int, error) { return CryptoReader.Read(p) }

// CryptoText is rand.Text.
func CryptoText() string {
	var p [17]byte // 26 characters of five bits each
	_, _ = CryptoReader.Read(p[:])
	return base32.StdEncoding.EncodeToString(p[:])[:26]
}
