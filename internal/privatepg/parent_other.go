//go:build unix && !linux

package privatepg

import "syscall"

// endWithParent does nothing: these systems have no parent-death signal, so a server whose parent was killed keeps
// running until somebody stops it.
func endWithParent(*syscall.SysProcAttr) {}
