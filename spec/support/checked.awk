# Reads the log of `make check`, of as many checks as -v expected=N says:
# prints what became of each, and last the total.  A check that said nothing
# has failed.  Fails where one failed.

/^ok check-/     { passed++; print }
/^FAILED check-/ { print }

END {
  failed = expected - passed
  printf "checks: %d passed, %d failed, 0 skipped\n", passed, failed
  exit failed > 0
}
