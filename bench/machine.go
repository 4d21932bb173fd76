package main

import (
	"bufio"
	"os"
	"runtime"
	"strconv"
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

// processorSeconds is what this process took of all cores until now; 0 where /proc does not tell.
func processorSeconds() float64 {
	data, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), ") ") // the name before may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100 // ticks of USER_HZ
}

// resetPeak makes VmHWM count from now on.
func resetPeak() { os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200) }
