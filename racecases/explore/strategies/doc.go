// Package strategies compares the strategies of package scheduler by how many schedules each
// runs until the first that fails, on programs whose default schedule does not.
package strategies
