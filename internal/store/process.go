package store

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// owner names this process as "host/pid/nonce". The nonce tells it from an earlier process with the same number,
// which in a container is the rule: the server is always process 1.
var owner = newOwner()

func newOwner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	nonce := make([]byte, 8)
	rand.Read(nonce) // never fails, crypto/rand
	return fmt.Sprintf("%s/%d/%s", strings.ReplaceAll(host, "/", "-"), os.Getpid(), hex.EncodeToString(nonce))
}

// surelyDead tells that the process called other cannot run any more. For another host, and on systems that
// cannot tell, it says false: the age of the last beat decides then.
func surelyDead(other string) bool {
	theirs, ours := strings.Split(other, "/"), strings.Split(owner, "/")
	if len(theirs) != 3 || theirs[0] != ours[0] || theirs[2] == ours[2] {
		return false
	}
	if theirs[1] == ours[1] {
		return true
	}
	pid, err := strconv.Atoi(theirs[1])
	return err == nil && !exists(pid)
}

func exists(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
