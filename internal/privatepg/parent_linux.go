package privatepg

import "syscall"

// endWithParent makes the kernel stop the server fast when this process dies in any way.
func endWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
