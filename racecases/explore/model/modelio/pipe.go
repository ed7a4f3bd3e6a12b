// Package modelio stands in for io.Pipe in programs that are explored, and holds what the
// connections of package modelnet have in common with it.
package modelio

import (
	"io"
	"unsafe"

	"threadlab/racecases/explore/model"
)

// A PipeReader is an io.PipeReader.
type PipeReader struct{ p *Rendezvous }

// A PipeWriter is an io.PipeWriter.
type PipeWriter struct{ p *Rendezvous }

// Pipe is io.Pipe.
func Pipe() (*PipeReader, *PipeWriter) {
	p := new(Rendezvous)
	return &PipeReader{p}, &PipeWriter{p}
}

func (r *PipeReader) Read(b []byte) (int, error) { return r.p.Take("io.PipeReader.Read", b) }

// Close is CloseWithError(nil).
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes writes fail, by default with io.ErrClosedPipe.
func (r *PipeReader) CloseWithError(err error) error {
	return r.p.closeWith(&r.p.reader, err, io.ErrClosedPipe)
}

func (w *PipeWriter) Write(b []byte) (int, error) { return w.p.Put("io.PipeWriter.Write", b) }

// Close is CloseWithError(nil).
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes reads fail, by default with io.EOF.
func (w *PipeWriter) CloseWithError(err error) error {
	return w.p.closeWith(&w.p.wrote, err, io.EOF)
}

// closeWith is the method CloseWithError of one end. Without an error it is another one.
func (p *Rendezvous) closeWith(side *error, err, other error) error {
	model.Running().WaitOn("io.Pipe: close", nil, model.Changing(unsafe.Pointer(p)))
	if err == nil {
		err = other
	}
	p.close(side, err)
	return nil
}
