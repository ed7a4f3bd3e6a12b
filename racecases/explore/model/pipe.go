package model

import (
	"io"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A pipe is what the two ends of an io.Pipe share.
type pipe struct {
	data          []byte // of the write that waits
	writing       bool
	read          bool // all of that write
	closed        bool
	reader, wrote error // what either end was closed with first
}

// A pipeReader opens when a read can go on.
type pipeReader pipe

func (p *pipeReader) Ready() bool { return p.writing && !p.read || p.closed }

// A pipeWriter opens when no other write waits.
type pipeWriter pipe

func (p *pipeWriter) Ready() bool { return !p.writing || p.closed }

// A pipeRead opens when the write was read, or never will be.
type pipeRead pipe

func (p *pipeRead) Ready() bool { return p.read || p.closed }

// An IoPipeReader is an io.PipeReader.
type IoPipeReader struct{ p *pipe }

// An IoPipeWriter is an io.PipeWriter.
type IoPipeWriter struct{ p *pipe }

// IoPipe is io.Pipe.
func IoPipe() (*IoPipeReader, *IoPipeWriter) {
	p := new(pipe)
	return &IoPipeReader{p}, &IoPipeWriter{p}
}

// Read waits for a write, or for the end of the other side.
func (r *IoPipeReader) Read(b []byte) (int, error) {
	p := r.p
	here().WaitOn("io.PipeReader.Read", (*pipeReader)(p), changing(unsafe.Pointer(p)))
	race.Acquire(unsafe.Pointer(p))
	switch {
	case p.closed && p.reader == nil && p.wrote != nil:
		return 0, p.wrote
	case p.closed:
		return 0, io.ErrClosedPipe
	}
	n := copy(b, p.data)
	p.data = p.data[n:]
	p.read = len(p.data) == 0
	race.ReleaseMerge(unsafe.Pointer(p))
	return n, nil
}

// Close is CloseWithError(nil).
func (r *IoPipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes writes fail, by default with io.ErrClosedPipe.
func (r *IoPipeReader) CloseWithError(err error) error {
	if err == nil {
		err = io.ErrClosedPipe
	}
	return r.p.close(&r.p.reader, err)
}

// Write waits until others have read all of b.
func (w *IoPipeWriter) Write(b []byte) (int, error) {
	p := w.p
	here().WaitOn("io.PipeWriter.Write", (*pipeWriter)(p), changing(unsafe.Pointer(p)))
	if p.closed {
		return 0, p.broken()
	}
	race.ReleaseMerge(unsafe.Pointer(p))
	p.data, p.writing, p.read = b, true, false
	here().WaitOn("io.PipeWriter.Write", (*pipeRead)(p), changing(unsafe.Pointer(p)))
	race.Acquire(unsafe.Pointer(p))
	n, read := len(b)-len(p.data), p.read
	p.data, p.writing = nil, false
	if !read {
		return n, p.broken()
	}
	return n, nil
}

// Close is CloseWithError(nil).
func (w *IoPipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes reads fail, by default with io.EOF.
func (w *IoPipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = io.EOF
	}
	return w.p.close(&w.p.wrote, err)
}

func (p *pipe) close(side *error, err error) error {
	here().WaitOn("io.Pipe: close", nil, changing(unsafe.Pointer(p)))
	race.ReleaseMerge(unsafe.Pointer(p))
	if *side == nil {
		*side = err
	}
	p.closed = true
	return nil
}

// broken returns why a write cannot go on.
func (p *pipe) broken() error {
	race.Acquire(unsafe.Pointer(p))
	if p.wrote == nil && p.reader != nil {
		return p.reader
	}
	return io.ErrClosedPipe
}
