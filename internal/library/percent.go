package library

// Percent is a part of 1 in whole per cent, rounded down: 0 only of nothing
// at all, and 100 only of all.
func Percent(part float64) int {
	const rounding = 1e-9 // 29 of 100 is 28.999… in floating point
	switch n := int(part*100 + rounding); {
	case part <= 0:
		return 0
	case part >= 1:
		return 100
	default:
		return min(max(n, 1), 99)
	}
}

// PercentAt is how far into a text of length bytes an offset is, in whole
// per cent.
func PercentAt(off, length int) int {
	if length <= 0 {
		return 0
	}
	return Percent(float64(off) / float64(length))
}

// AtPercent is the byte that is that percentage into a text of length bytes:
// the first one of which PercentAt says so. More than 100 is its end.
func AtPercent(percent, length int) int {
	percent = min(max(percent, 0), 100)
	whole, rest := length/100, length%100 // the product of large ones would overflow
	return whole*percent + (rest*percent+99)/100
}
