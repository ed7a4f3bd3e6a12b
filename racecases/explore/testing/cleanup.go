package testing

import (
	"os"
	"slices"

	"threadlab/racecases/explore/model"
)

// Cleanup registers f to be called when the test and its subtests have ended.
func (c *common) Cleanup(f func()) {
	model.Running().ConflictsWithAll()
	c.register(cleanup{f: f})
}

func (c *common) register(x cleanup) {
	c.mu.lock()
	defer c.mu.unlock()
	c.cleanups = append(c.cleanups, x)
}

// A cleanup is a function of Cleanup, or one that undoes an effect which would outlive
// the schedule.
type cleanup struct {
	f       func()
	lasting bool
}

// afterwards registers a function that undoes an effect which would outlive the schedule,
// however that ends.
func (c *common) afterwards(f func()) {
	model.Running().ConflictsWithAll()
	c.register(cleanup{f, true})
}

// clean calls the functions of Cleanup, the last first, however each of them ends.
func (c *common) clean() {
	if model.Running().Over() {
		c.undo()
		return
	}
	if c.cancel != nil && !c.cleaning {
		c.cancel()
	}
	c.cleaning = true
	if f := c.last(); f != nil {
		defer c.clean()
		f()
	}
}

// last takes the last function of Cleanup, or nil.
func (c *common) last() (f func()) {
	c.mu.lock()
	defer c.mu.unlock()
	if n := len(c.cleanups); n > 0 {
		f = c.cleanups[n-1].f
		c.cleanups = slices.Delete(c.cleanups, n-1, n)
	}
	return f
}

// undo undoes the effects that would outlive a schedule which has ended before the test.
func (c *common) undo() {
	for _, x := range slices.Backward(c.cleanups) {
		if x.lasting {
			x.f()
		}
	}
	c.cleanups = nil
}

// TempDir returns a new folder, which is removed after the test.
func (c *common) TempDir() string {
	dir, err := os.MkdirTemp("", "threadlab-explored-")
	if err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	c.afterwards(func() { _ = os.RemoveAll(dir) })
	return dir
}

// ArtifactDir returns a folder that is removed after the test: no file is kept.
func (c *common) ArtifactDir() string {
	if c.artifacts == "" {
		c.artifacts = c.TempDir()
	}
	return c.artifacts
}

// Setenv sets a variable of the environment until the test has ended.
func (c *common) Setenv(key, value string) {
	old, was := os.LookupEnv(key)
	if err := model.OsSetenv(key, value); err != nil {
		c.Fatalf("Setenv: %v", err)
	}
	c.afterwards(func() {
		if was {
			_ = os.Setenv(key, old)
		} else {
			_ = os.Unsetenv(key)
		}
	})
}

// Chdir changes to a folder until the test has ended.
func (c *common) Chdir(dir string) {
	old, err := os.Getwd()
	if err == nil {
		err = model.OsChdir(dir)
	}
	if err != nil {
		c.Fatalf("Chdir: %v", err)
	}
	c.afterwards(func() { _ = os.Chdir(old) })
}
