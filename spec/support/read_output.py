"""Read what the command printed for the whole registry, with Python's own csv and
json, and compare it with the registry's text.

    read_output.py table|tsv|csv|json REGISTRY.csv <OUTPUT

Prints how many records are the same, or the first difference.
"""
import csv
import json
import re
import sys

FIELDS = ['name', 'port', 'last_port', 'transport', 'description', 'assignee', 'contact',
          'registration_date', 'modification_date', 'reference', 'service_code',
          'unauthorized_use', 'assignment_notes', 'origin', 'row']


def records(path):
    """The rows of IANA's CSV as the manual says that a record has them."""
    with open(path, newline='', encoding='utf-8') as f:
        for number, cells in enumerate(list(csv.reader(f, strict=True))[1:], 1):
            first, _, last = cells[1].partition('-')
            values = [cells[0], first and int(first), last and int(last)] + cells[2:] + ['', number]
            yield {k: v for k, v in zip(FIELDS, values) if v != ''}


def from_tsv(text):
    unescape = {'n': '\n', 'r': '\r', 't': '\t', '\\': '\\'}
    for line in text.split('\n')[:-1]:
        yield [re.sub(r'\\(.)', lambda m: unescape[m.group(1)], cell) for cell in line.split('\t')]


def from_csv(text):
    return csv.reader(text.splitlines(keepends=True), strict=True)


def of_cells(rows):
    rows = list(rows)
    assert rows[0] == FIELDS, rows[0]
    return [{k: int(v) if k in ('port', 'last_port', 'row') else v
             for k, v in zip(FIELDS, row) if v != ''} for row in rows[1:]]


def one_line(text):
    return re.sub('[ \t-\r]+', lambda m: ' ' if '\n' in m.group() else m.group(), text)


def table(all_records):
    """The lines of a table: name, ports, transport, description."""
    rows = []
    for r in all_records:
        ports = str(r.get('port', '-')) + ('-%d' % r['last_port'] if 'last_port' in r else '')
        rows.append([one_line(r.get('name', '-')), ports, r.get('transport', '-'),
                     one_line(r.get('description', ''))])
    widths = [max(len(row[i]) for row in rows) for i in range(3)] + [0]
    return ['  '.join(c.ljust(w) for c, w in zip(row, widths)).rstrip(' ') for row in rows]


kind, path = sys.argv[1:]
sys.stdin.reconfigure(newline='', encoding='utf-8')
output, expected = sys.stdin.read(), list(records(path))
if kind == 'table':
    found, expected = output.split('\n')[:-1], table(expected)
elif kind == 'json':
    found = json.loads(output)
else:
    found = of_cells(from_tsv(output) if kind == 'tsv' else from_csv(output))
for a, b in zip(found, expected):
    if a != b:
        sys.exit('printed %r\nexpected %r' % (a, b))
if len(found) != len(expected):
    sys.exit('%d records printed, %d expected' % (len(found), len(expected)))
print(len(found), 'the same')
