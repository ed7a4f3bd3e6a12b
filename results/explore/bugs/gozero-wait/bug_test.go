package gozerowait

import (
	"sync"
	"testing"
	"time"

	"github.com/zeromicro/go-zero/core/executors"
)

// Wait returns when the tasks that were added before it have been executed.
func TestWaitForOwnTask(t *testing.T) {
	var executed sync.Map
	bulk := executors.NewBulkExecutor(func(tasks []any) {
		for _, task := range tasks {
			executed.Store(task, true)
		}
	}, executors.WithBulkTasks(1), executors.WithBulkInterval(time.Hour))
	var both sync.WaitGroup
	for task := range 2 {
		both.Go(func() {
			bulk.Add(task)
			bulk.Wait()
			if _, ok := executed.Load(task); !ok {
				t.Errorf("task %d was added, Wait has returned, and it is not executed", task)
			}
		})
	}
	both.Wait()
}
