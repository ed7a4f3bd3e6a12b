package model

import (
	"encoding/base32"
	"encoding/binary"
	"io"
)

// CryptoReader is rand.Reader of crypto/rand. Its bytes are the same under every schedule.
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
	return len(p), nil
}

// CryptoRead is rand.Read.
func CryptoRead(p []byte) (int, error) { return CryptoReader.Read(p) }

// CryptoText is rand.Text.
func CryptoText() string {
	var p [17]byte // 26 characters of five bits each
	_, _ = CryptoReader.Read(p[:])
	return base32.StdEncoding.EncodeToString(p[:])[:26]
}
