#!/usr/bin/env python3
"""What a typed letter costs on the exported page, in Chromium, as a table.

    make
    python3 spec/bench/page_typing.py [ROUNDS]    # 9

The page has the whole bundled edition.  A word is typed and deleted letter by
letter.  Each time, in the same page: a bare pass, which reads the text of every
row and looks for the letters in it, and then the letter, from the input event
until the rows are laid out and drawn.  Told are medians over the rounds of both
times and of their ratio, with the quartiles.  The goal for a letter that is
typed is 4.
"""
import os
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from browser import Browser  # noqa: E402

TYPED = ["p", "pr", "pri", "prin", "print", "printe", "printer", "printe",
         "print", "prin", "pri", "pr", "p", "", "t", "tc", "tcp", "tcpx", ""]
MEASURE = """
const [texts, rounds, done] = arguments;
const box = document.getElementById("search");
const rows = Array.from(document.querySelectorAll("#records tbody tr"));

function bare(word) {
  const start = performance.now();
  let count = 0;
  for (const row of rows) {
    if (row.textContent.toLowerCase().includes(word)) { count += 1; }
  }
  return performance.now() - start;
}

function typed(word) {
  return new Promise(function (resolve) {
    const start = performance.now();
    box.value = word;
    box.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => setTimeout(function () {
      document.body.getBoundingClientRect();
      resolve(performance.now() - start);
    }, 0));
  });
}

(async function () {
  const result = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const word of texts) {
      const pass = bare(word);
      const letter = await typed(word);
      result.push([pass, letter, document.getElementById("shown").textContent]);
      await new Promise(resolve => setTimeout(resolve, 60));
    }
  }
  done(result);
}());
"""


def page():
    lines = subprocess.run(["make", "-s", "env"], capture_output=True, text=True, check=True)
    with tempfile.NamedTemporaryFile(suffix=".html", delete=False) as f:
        code = 'assert(require "ianaports".export("html", "%s"))' % f.name
        subprocess.run(["sh", "-c", lines.stdout + "\nexec lua5.4 -e '%s'" % code], check=True)
        return f.name


def main(rounds=9):
    path = page()
    try:
        with Browser() as browser:
            browser.call("POST", "/timeouts", {"script": 300000})
            browser.open("file://" + path)
            browser.settle()
            samples = browser.wait(MEASURE, TYPED, rounds)
    finally:
        os.remove(path)
    print("| box | rows | bare pass | typed | x bare pass | p25..p75 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for i, word in enumerate(TYPED):
        of_word = samples[i::len(TYPED)]
        ratios = [letter / bare for bare, letter, _ in of_word]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print("| %s | %s | %.1f ms | %.1f ms | %.2f | %.2f..%.2f |" % (
            word or "(empty)", of_word[0][2].split(" of ")[0],
            statistics.median(bare for bare, _, _ in of_word),
            statistics.median(letter for _, letter, _ in of_word), middle, low, high))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
