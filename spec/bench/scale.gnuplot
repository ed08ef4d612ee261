# What sized.lua measured, as growth over the number of records: `data` to
# `target`.  Straight lines that climb one decade a decade are linear.

set terminal svg size 960,420 font "sans-serif,13" background "white"
set output target
set logscale xy
set format x "10^{%L}"
set xlabel "records"
set xrange [700:1.4e6]
set rmargin 2
set key top left
set grid
set multiplot layout 1,2

set title "What grows with the registry"
set ylabel "milliseconds, megabytes"
set yrange [0.001:20000]
plot data using 1:($3*1e3) with linespoints pt 7 title "load, ms", \
     data using 1:($1*$2/1e6) with linespoints pt 5 title "image, MB", \
     data using 1:($1*$2*$11/1e6) with linespoints pt 9 title "peak memory, MB", \
     data using 1:($9*1e3) with linespoints pt 13 title "text search, ms"

set title "Look-ups: random keys wait for memory, hot ones do not"
set ylabel "nanoseconds a call"
set yrange [10:10000]
plot data using 1:($6*1e9) with linespoints pt 7 title "name(), 4,096 random ports", \
     data using 1:($7*1e9) with linespoints pt 5 title "port(), their names", \
     data using 1:($8*1e9) with linespoints pt 9 title "name(), 16 ports"

unset multiplot
