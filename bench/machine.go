package main

import (
	"bufio"
	"os"
	"runtime"
	"strings"
)

// machine is what the figures were measured on. Facts that the system does not tell in /proc stay empty.
type machine struct {
	OS, CPU, Memory, Go   string
	Cores                 int
	LoadBefore, LoadAfter string // load average of one minute
}

func readMachine() machine {
	return machine{OS: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version(), Cores: runtime.NumCPU(),
		CPU: procLine("/proc/cpuinfo", "model name"), Memory: procLine("/proc/meminfo", "MemTotal"), LoadBefore: loadAverage()}
}

// procLine is the value of the first "key : value" line of a file.
func procLine(path, key string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), ":")
		if ok && strings.TrimSpace(name) == key {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func loadAverage() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	one, _, _ := strings.Cut(string(data), " ")
	return one
}
