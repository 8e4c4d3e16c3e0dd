package calendar_test

import (
	"math"
	"time"

	"canbo/internal/calendar"
)

// The Vietnamese lunar calendar by astronomy, after Jean Meeus, "Astronomical Algorithms" (1998), in the form that Hồ
// Ngọc Đức published for +07:00. It is here to check the shipped calendars, which is why it may use fractions.

const vietnamHours = 7.0

// julianDay is the number of the day that begins at midnight, counted from 4713 BC.
func julianDay(d calendar.Date) int {
	return int(d.Start().Add(vietnamHours*time.Hour).Unix()/86400) + 2440588
}

func dateOfJulianDay(day int) calendar.Date {
	t := time.Unix(int64(day-2440588)*86400, 0).UTC()
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// newMoonDay is the day in Vietnam of the k-th new moon since 1900-01-01.
func newMoonDay(k int) int {
	t := float64(k) / 1236.85
	t2, t3, rad := t*t, t*t*t, math.Pi/180
	mean := 2415020.75933 + 29.53058868*float64(k) + 0.0001178*t2 - 0.000000155*t3 +
		0.00033*math.Sin((166.56+132.87*t-0.009173*t2)*rad)
	sun := (359.2242 + 29.10535608*float64(k) - 0.0000333*t2 - 0.00000347*t3) * rad
	moon := (306.0253 + 385.81691806*float64(k) + 0.0107306*t2 + 0.00001236*t3) * rad
	node := (21.2964 + 390.67050646*float64(k) - 0.0016528*t2 - 0.00000239*t3) * rad
	correction := (0.1734-0.000393*t)*math.Sin(sun) + 0.0021*math.Sin(2*sun) - 0.4068*math.Sin(moon) +
		0.0161*math.Sin(2*moon) - 0.0004*math.Sin(3*moon) + 0.0104*math.Sin(2*node) - 0.0051*math.Sin(sun+moon) -
		0.0074*math.Sin(sun-moon) + 0.0004*math.Sin(2*node+sun) - 0.0004*math.Sin(2*node-sun) -
		0.0006*math.Sin(2*node+moon) + 0.0010*math.Sin(2*node-moon) + 0.0005*math.Sin(2*moon+sun)
	delta := -0.000278 + 0.000265*t + 0.000262*t2
	return int(math.Floor(mean + correction - delta + 0.5 + vietnamHours/24))
}

// sunSign is the twelfth of the sun's way (0 begins at the March equinox) at the start of a day in Vietnam.
func sunSign(day int) int {
	t := (float64(day) - 0.5 - vietnamHours/24 - 2451545) / 36525
	t2, rad := t*t, math.Pi/180
	anomaly := 357.52910 + 35999.05030*t - 0.0001559*t2 - 0.00000048*t*t2
	longitude := 280.46645 + 36000.76983*t + 0.0003032*t2 +
		(1.914600-0.004817*t-0.000014*t2)*math.Sin(anomaly*rad) +
		(0.019993-0.000101*t)*math.Sin(2*anomaly*rad) + 0.000290*math.Sin(3*anomaly*rad)
	return int(math.Mod(math.Mod(longitude, 360)+360, 360) / 30)
}

// monthEleven is the k of the new moon that begins the lunar month with the winter solstice of a year.
func monthEleven(year int) int {
	k := int(float64(julianDay(calendar.Date{Year: year, Month: time.December, Day: 31})-2415021) / 29.530588853)
	for newMoonDay(k+1) <= julianDay(calendar.Date{Year: year, Month: time.December, Day: 31}) {
		k++
	}
	if sunSign(newMoonDay(k)) >= 9 {
		k--
	}
	return k
}

// lunarDay is the day in Vietnam of a day of the first or third lunar month of a year.
func lunarDay(year, month, day int) calendar.Date {
	first := monthEleven(year - 1)
	leap := 99 // months after the eleventh until the leap month, the one in which the sun enters no new sign
	if monthEleven(year)-first == 13 {
		for i := 1; i < 13; i++ {
			if sunSign(newMoonDay(first+i)) == sunSign(newMoonDay(first+i+1)) {
				leap = i
				break
			}
		}
	}
	offset := month + 1 // the first month is the second after the eleventh
	if offset >= leap {
		offset++
	}
	return dateOfJulianDay(newMoonDay(first+offset) + day - 1)
}
