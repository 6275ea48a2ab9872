package search

import "time"

// job is an article to be read.
type job struct {
	file  File
	seg   int // where an older form of it stands; -1: nowhere
	doc   int
	since int64 // when it was added, as the index knows it; noDate if it doesn't
	known bool  // since is no guess
}

// added is when the article was added: as it says, or as the index knows, else
// now. Of an index that begins (first), which may be rebuilt, the time of the file
// tells more, and is a guess.
func (j *job) added(d *Document, first bool) (at time.Time, known bool) {
	switch {
	case !d.Meta.Added.IsZero():
		return asWritten(d.Meta.Added), true
	case j.since != noDate:
		return time.Unix(j.since, 0).UTC(), j.known
	case first || d.Now.IsZero():
		return asWritten(j.file.Stamp.Time()), false
	}
	return asWritten(d.Now), true
}

// errand is articles to be read, in order of their paths: jobs, or those of a
// segment of names, which has all that a job would hold.
type errand struct {
	jobs     []job
	names    names
	from, to int // its articles
}

func (e *errand) len() int { return len(e.jobs) + e.to - e.from }

// cut takes the first n articles off.
func (e *errand) cut(n int) errand {
	front := *e
	if e.names.segment != nil {
		front.to = e.from + n
		e.from += n
	} else {
		front.jobs, e.jobs = e.jobs[:n], e.jobs[n:]
	}
	return front
}

// place is where an older form of the i-th article stands; seg is -1: nowhere.
func (e *errand) place(i int) (seg, doc int) {
	if e.names.segment != nil {
		return e.names.seg, e.from + i
	}
	return e.jobs[i].seg, e.jobs[i].doc
}

// job is the i-th job. The error says that the segment of names is damaged.
func (e *errand) job(i int) (j job, err error) {
	s := e.names.segment
	if s == nil {
		return e.jobs[i], nil
	}
	err = intact([]*segment{s}, func() {
		j = job{seg: e.names.seg, doc: e.from + i, since: noDate}
		j.file = File{Path: string(s.path(j.doc)), Stamp: s.stamp(j.doc)}
		if s.has(problemFlag, j.doc) {
			j.file.Problem = s.doc(j.doc).Problem
		}
	})
	return j, err
}

// errands are all articles to be read.
func (r *refresh) errands() []errand {
	few := make([]job, len(r.waiting))
	for i, f := range r.waiting {
		few[i] = job{file: f, seg: -1, since: noDate}
	}
	all := []errand{{jobs: r.jobs}, {jobs: few}}
	for _, n := range r.names {
		all = append(all, errand{names: n, to: n.len()})
	}
	return all
}

// chunks parts errands among workers: first few articles, so that the first screen
// is soon complete; at the end few again, so that none waits long for the others.
func chunks(errands []errand, workers int) (all []errand) {
	left := 0
	for i := range errands {
		left += errands[i].len()
	}
	size := 32
	for _, e := range errands {
		for e.len() > 0 {
			n := min(size, max(left/(2*workers), 64), e.len())
			all = append(all, e.cut(n))
			left -= n
			size = min(size*4, 2048)
		}
	}
	return all
}
