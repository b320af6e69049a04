// The process that holds a pod's namespaces: it waits for the signal to end. With
// shareProcessNamespace it is process 1 of the pod, where orphans end.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A parent that ignores SIGCHLD leaves no zombies.
	signal.Ignore(syscall.SIGCHLD)
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGINT, syscall.SIGTERM)
	<-end
}
