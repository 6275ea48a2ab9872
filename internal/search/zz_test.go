package search

import (
	"fmt"
	"os"
	"sort"
	"syscall"
	"testing"
	"time"
)

func cpuNow() time.Duration {
	var ru syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &ru)
	return time.Duration(ru.Utime.Nano() + ru.Stime.Nano())
}

func TestZZ(t *testing.T) {
	if os.Getenv("ZI") == "" {
		t.Skip("zz")
	}
	dir := os.Getenv("ZI")
	x := Open(dir)
	if x.Snapshot().Len() == 0 || os.Getenv("ZR") != "" {
		c := cpuNow()
		start := time.Now()
		if _, err := x.Refresh(t.Context(), folderSource(os.Getenv("ZC")), []string{"."}, nil); err != nil {
			t.Fatal(err)
		}
		fmt.Println("refresh cpu", cpuNow()-c, "wall", time.Since(start), x.Status())
	}
	start := time.Now()
	c := cpuNow()
	x = Open(dir)
	fmt.Println("open", time.Since(start), cpuNow()-c, x.Snapshot().Len(), len(x.Snapshot().segs))
	s := x.Snapshot()
	only := os.Getenv("ZQ")
	for _, text := range []string{"the ", "of the ", "government ", "people who ", "what the world ", "a", "co", "con", "gov", "the con", `"of the" `, `"in the world" `, `"the gov`, "日", "日本", "tag:research", "date:2019", "is:unread sort:length", "words:>2000 war", "-the", "sort:title", "like:civic-almanac"} {
		if only != "" && text != only {
			continue
		}
		q, p := Parse(text, time.Now())
		if p != nil {
			fmt.Println(text, p)
		}
		if l, ok := q.Root.(Like); ok {
			l.Path = string(s.path(77))
			q.Root = l
		}
		n := 0
		var walls []float64
		rd := Reader{Readings: s.Readings(nil), Text: func(p string) (string, error) {
			d, _ := folderSource(os.Getenv("ZC")).Read(File{Path: p})
			return d.Text, nil
		}}
		c := cpuNow()
		runs := 9
		if only != "" {
			runs = 200
		}
		for range runs {
			st := time.Now()
			f, err := s.Search(t.Context(), q, rd)
			if err != nil {
				fmt.Println(text, err)
			}
			walls = append(walls, time.Since(st).Seconds()*1000)
			n = len(f.IDs)
		}
		cc := cpuNow() - c
		sort.Float64s(walls)
		fmt.Printf("%-24s %8d  cpu %6.2f ms  wall min %.2f med %.2f max %.2f\n", text, n, cc.Seconds()*1000/float64(runs), walls[0], walls[runs/2], walls[runs-1])
	}
}
