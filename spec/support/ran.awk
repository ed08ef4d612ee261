# Reads the log of `make test`: prints a table of the runs, in order of their
# labels, and last the total.  A run that fails without saying so in its own
# line counts as one failure.  Fails where one failed.

BEGIN {
  FS = ": |, "                    # LABEL: N passed, N failed, N skipped
  print "what ran:"
  fflush()
}

/^[^ ].*: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ {
  printf "  %-28s %6d passed %4d failed %4d skipped\n", $1, $2, $3, $4 | "sort"
  passed += $2; failed += $3; skipped += $4
}

/^did not pass: / { broken++ }

END {
  close("sort")
  if (failed < broken) failed = broken
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  exit failed > 0
}
