//go:build !race

package instrument

import (
	"go/types"
	"slices"
	"strings"
)

// nonBlockingPkgs are the packages that neither block nor depend on what other
// goroutines do; with a slash at its end, a path stands for all packages below it as well.
var nonBlockingPkgs = []string{
	"bufio", "bytes", "cmp", "compress/", "container/", "crypto/", "database/sql/driver", "debug/", "embed", "encoding/", "errors", "flag", "fmt",
	"go/", "hash/", "html/", "image/", "index/", "io/", "iter", "log/", "maps", "math/", "mime/", "net/http/cookiejar", "net/http/httptrace",
	"net/mail", "net/netip", "net/textproto", "net/url", "os/user", "path/", "reflect", "regexp/", "runtime/debug", "runtime/metrics",
	"runtime/pprof", "runtime/trace", "slices", "sort", "strconv", "strings", "structs", "text/",
	"testing/fstest", "testing/iotest", "testing/quick", "unicode/", "unique", "unsafe", "weak",
}

// blocking are the exceptions: they block, return something else each time, or end the
// process.
var blocking = []string{
	"crypto/rand", "crypto/tls.Client", "crypto/tls.Dial", "crypto/tls.DialWithDialer", "crypto/tls.Dialer.Dial", "crypto/tls.Dialer.DialContext",
	"crypto/tls.Listen", "crypto/tls.NewListener", "crypto/tls.QUICClient", "crypto/tls.QUICServer", "crypto/tls.Server", "log.Fatal", "log.Fatalf", "log.Fatalln", "math/rand", "math/rand/v2", "log/syslog", "runtime/debug.SetGCPercent",
	"net/textproto.Dial", "reflect.Value.Close", "reflect.Value.Recv", "reflect.Value.Send", "reflect.Value.TryRecv",
	"reflect.Value.TrySend",
}

// passThrough are the names of other packages that are called as they are: they do not
// block.
var passThrough = map[string][]string{
	"time": {
		"Date", "Unix", "UnixMilli", "UnixMicro", "Parse", "ParseDuration", "ParseInLocation", "FixedZone", "LoadLocation",
		"LoadLocationFromTZData",
	},
	"runtime": {
		"Goexit", "FuncForPC", "KeepAlive", "Callers", "Caller", "CallersFrames", "GOROOT", "Version", "LockOSThread", "UnlockOSThread",
	},
	// A context that is never cancelled wakes no goroutine.
	"context": {"Background", "TODO", "WithValue", "WithoutCancel"},
	"os": {
		"Expand", "IsNotExist", "IsExist", "IsPermission", "IsTimeout", "IsPathSeparator", "SameFile", "Getpid", "Getppid", "Getuid", "Geteuid", "Getgid", "Getegid", "Getpagesize",
		"NewSyscallError", "DirFS", "Getwd", "Hostname", "Executable", "TempDir", "UserHomeDir", "UserCacheDir", "UserConfigDir",
	},
	"crypto/rand": {"Int", "Prime"}, // of what the reader yields
	// A generator of its own seed repeats itself.
	"math/rand":    {"New", "NewSource", "NewZipf"},
	"math/rand/v2": {"New", "NewPCG", "NewChaCha8", "NewZipf"},
	"os/signal":    {"Stop", "Ignore", "Ignored", "Reset"}, // without Notify nothing waits for a signal
	"net": {
		"CIDRMask", "IPv4", "IPv4Mask", "JoinHostPort", "ParseCIDR", "ParseIP", "ParseMAC", "SplitHostPort", "TCPAddrFromAddrPort", "UDPAddrFromAddrPort",
	},
	"net/http": {
		"CanonicalHeaderKey", "DetectContentType", "Error", "MaxBytesHandler", "MaxBytesReader", "NewRequest", "NewRequestWithContext", "NewResponseController",
		"NewServeMux", "NotFound", "NotFoundHandler", "ParseCookie", "ParseHTTPVersion", "ParseSetCookie", "ParseTime", "ProxyURL", "ReadRequest",
		"ReadResponse", "Redirect", "RedirectHandler", "SetCookie", "StatusText", "StripPrefix",
	},
	"net/http/httptest": {"NewRecorder", "NewRequest", "NewRequestWithContext"},
	"syscall":           {"Getpid", "Getppid", "Getuid", "Geteuid", "Getgid", "Getegid", "Getpagesize", "Getenv"},
}

// nonBlockingTypes are types whose methods do not block, of packages where others do. One
// that net.conn has is called of a model: nothing makes a connection of another kind.
var nonBlockingTypes = []string{
	"os.LinkError", "os.PathError", "os.SyscallError", "os.ProcAttr", "syscall.Errno", "syscall.Signal", "syscall.Timespec", "syscall.Timeval",
	"net.AddrError", "net.Buffers", "net.DNSError", "net.HardwareAddr", "net.IP", "net.IPAddr", "net.IPMask", "net.IPNet", "net.OpError", "net.ParseError",
	"net.TCPAddr", "net.UDPAddr", "net.UnixAddr", "net.UnknownNetworkError", "net.conn",
	"net/http.Cookie", "net/http.HandlerFunc", "net/http.Header", "net/http.MaxBytesError", "net/http.ProtocolError", "net/http.Request",
	"net/http.Response", "net/http.ResponseController", "net/http/httptest.ResponseRecorder",
	"database/sql.NullBool", "database/sql.NullByte", "database/sql.NullFloat64", "database/sql.NullInt16", "database/sql.NullInt32",
	"database/sql.NullInt64", "database/sql.NullString", "database/sql.NullTime",
}

// sharedTypes are types of packages that do not block, which goroutines share without a lock of
// their own: each method is a step.
var sharedTypes = []string{"log/slog.LevelVar", "net/http.ServeMux", "net/http/cookiejar.Jar"}

// fileCalls are the functions of package syscall that are about files.
var fileCalls = []string{
	"Access", "Chmod", "Close", "Fdatasync", "Flock", "Fstat", "Fsync", "Ftruncate", "Lstat", "Mkdir", "Mmap", "Munmap", "Open", "Pread", "Pwrite",
	"Rename", "Stat", "Statfs", "Truncate", "Unlink",
}

// unixPath is the package that calls the system as package syscall does, and is not Go's own.
const unixPath = "golang.org/x/sys/unix"

// unixSockets are its functions that open, connect or use sockets and pipes, or wait for what comes
// through one. The rest is called as it is.
var unixSockets = []string{
	"Accept", "Accept4", "Bind", "Connect", "Connectx", "EpollCreate", "EpollCreate1", "EpollWait", "Kevent", "Kqueue", "Listen", "Mkfifo", "Mkfifoat",
	"Pipe", "Pipe2", "Poll", "Ppoll", "Pselect", "RawSyscall", "RawSyscall6", "Recvfrom", "Recvmsg", "RecvmsgBuffers", "Select", "Send", "Sendmsg",
	"SendmsgBuffers", "SendmsgN", "Sendto", "Shutdown", "Socket", "Socketpair", "Syscall", "Syscall6", "Syscall9",
}

// overModel are the functions and types of net/http and crypto/tls that may be called where these
// call the model.
var overModel = map[string][]string{
	"crypto/tls": {"Client", "NewListener", "Server"},
	"net/http": {
		"Client", "FS", "FileServer", "FileServerFS", "Get", "Handle", "HandleFunc", "Head", "ListenAndServe", "ListenAndServeTLS", "Post", "PostForm",
		"RoundTripper", "Serve", "ServeContent", "ServeFile", "ServeFileFS", "ServeTLS", "Server", "TimeoutHandler", "Transport",
	},
	"net/http/httptest": {"NewServer", "NewTLSServer", "NewUnstartedServer", "Server"},
	"net/http/httputil": {"DumpRequest", "DumpResponse", "NewSingleHostReverseProxy", "ProxyRequest", "ReverseProxy"},
}

// overModel reports whether a function, or a method, is one of those.
func (f *file) overModel(called *types.Func) bool {
	path, name := called.Pkg().Path(), called.Name()
	if path == "crypto/tls" && !f.TLS || path != "crypto/tls" && !f.HTTP {
		return false
	}
	if called.Signature().Recv() != nil {
		if name == "NewClientConn" || name == "RegisterProtocol" { // of a Transport
			return false
		}
		name = strings.TrimPrefix(receiver(called), path+".")
	}
	return slices.Contains(overModel[path], name)
}

// A passage says how a call of what has no model is made.
type passage int

const (
	refused passage = iota // not at all: the program is refused when it is reached
	asStep                 // as one step, before which others may go on
	asIs                   // within a step
)

// passageOf says how a function, or a method of a type, is called. Files are a part of
// what goroutines share; reading and writing them does not wait for another goroutine.
func passageOf(f *types.Func) passage {
	path, of := f.Pkg().Path(), ""
	name := path + "." + f.Name()
	if recv := f.Signature().Recv(); recv != nil {
		of = receiver(f)
		name = of + "." + f.Name()
		if types.IsInterface(recv.Type()) && of != "net/http.RoundTripper" {
			return asIs // what implements it was made by something that has passed, or is the program's own
		}
	}
	if path == unixPath && !slices.Contains(unixSockets, f.Name()) {
		return asIs
	}
	switch {
	case slices.Contains(sharedTypes, of):
		return asStep
	case of == "" && slices.Contains(passThrough[path], f.Name()), slices.Contains(nonBlockingTypes, of), nonBlocking(path, name):
		return asIs
	case f.Signature().TypeParams() != nil:
		return asIs // it calls what it is given, and waits for nothing else
	case name == "os.File.Name", name == "os.File.Fd":
		return asIs
	case of == "os.File", of == "os.Root":
		return asStep
	case path == "syscall" && slices.Contains(fileCalls, f.Name()):
		return asStep
	case path == "os" && of == "" && !slices.Contains([]string{"Exit", "FindProcess", "Pipe", "StartProcess"}, f.Name()):
		return asStep
	}
	return refused
}

// nonBlocking reports whether a name of a package does not block.
func nonBlocking(path, name string) bool {
	if slices.Contains(blocking, path) || slices.Contains(blocking, name) {
		return false
	}
	return slices.ContainsFunc(nonBlockingPkgs, func(p string) bool {
		return path == strings.TrimSuffix(p, "/") || strings.HasSuffix(p, "/") && strings.HasPrefix(path, p)
	})
}

// receiver names the type that a method belongs to.
func receiver(method *types.Func) string {
	t := method.Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	return method.Pkg().Path()
}
