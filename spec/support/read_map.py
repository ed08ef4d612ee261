"""Read a port map (export "svg") with ElementTree, as the map itself says that
it is read, or judge the statuses of an edition's records.

    read_map.py map FILE       what is painted: runs of ports
    read_map.py names FILE     the hints: runs of ports
    read_map.py rule           the statuses of records, JSON lines on stdin

Prints lines: transport, first port, last port, status ("other" for what is not
in the map); of names: first port, last port, text.
"""
import json
import re
import sys
import xml.etree.ElementTree as ET

SVG = '{http://www.w3.org/2000/svg}'
TRANSPORTS = ['tcp', 'udp', 'sctp', 'dccp']
STATUSES = ['assigned', 'reserved', 'unassigned', 'dynamic']
RESERVED = ('reserved', 'iana reserved', 'de-registered', 'removed',
            'deprecated', 'decomissioned', 'decommissioned', 'de-commissioned')


def ports_of(lines):
    """The runs of ports that lines like M187 1h2 go through, joined."""
    runs = []
    assert re.fullmatch(r'(M\d+ \d+h\d+)+', lines), lines
    for column, row, width in re.findall(r'M(\d+) (\d+)h(\d+)', lines):
        column, row, width = int(column), int(row), int(width)
        assert row < 256 and width > 0 and column + width <= 256, lines
        first = row * 256 + column
        if runs and runs[-1][1] == first - 1:
            runs[-1][1] = first + width - 1
        else:
            runs.append([first, first + width - 1])
    return runs


def paint_rectangle(cells, rect):
    assert rect.get('x') is None and rect.get('width') == '256'
    top, height = int(rect.get('y', 0)), int(rect.get('height'))
    for ports in cells.values():
        ports[top * 256:(top + height) * 256] = [rect.get('class')] * (256 * height)


def paint_transport(ports, group):
    painted = set()
    for path in group:
        assert path.tag == SVG + 'path' and path.get('class') in STATUSES
        for first, last in ports_of(path.get('d')):
            for port in range(first, last + 1):
                assert port not in painted, port
                painted.add(port)
                ports[port] = path.get('class')


def check_bands(groups):
    """The four bands fill a cell from the top, and do not overlap."""
    top = 0
    for group in groups:
        height = float(group.get('stroke-width'))
        middle = re.fullmatch(r'translate\(0 ([.\d]+)\)', group.get('transform'))
        assert float(middle.group(1)) == top + height / 2
        top += height
    assert top == 1


def by_id(path, name):
    return ET.parse(path).getroot().find('.//*[@id="%s"]' % name)


def read_map(path):
    cells = {t: [None] * 65536 for t in TRANSPORTS}
    groups = []
    for element in by_id(path, 'ports'):
        if element.tag == SVG + 'rect':
            assert not groups
            paint_rectangle(cells, element)
        elif element.get('id') in TRANSPORTS:
            groups.append(element)
            paint_transport(cells[element.get('id')], element)
        else:
            assert element.get('id') == 'names', element.attrib
    assert [g.get('id') for g in groups] == TRANSPORTS
    check_bands(groups)
    return cells


def judge(record):
    said = record.get('description', '').lower()
    if 'name' in record:
        return 'reserved' if said == 'de-registered' else 'assigned'
    if said.startswith(('unassigned', '(unassigned)')):
        return 'unassigned'
    return 'reserved' if said.startswith(RESERVED) else 'assigned'


def rule():
    covers = [[] for _ in range(65536)]
    for record in map(json.loads, sys.stdin):
        if 'port' in record:
            for port in range(record['port'], record.get('last_port', record['port']) + 1):
                covers[port].append(record)

    def status(port, transport):
        found = ([r for r in covers[port] if r.get('transport') == transport]
                 or [r for r in covers[port] if 'transport' not in r])
        if port >= 49152 or not found:
            return 'dynamic' if port >= 49152 else 'unassigned'
        return judge(([r for r in found if 'name' in r] or found)[0])
    return {t: [status(p, t) for p in range(65536)] for t in TRANSPORTS}


def print_runs(cells):
    for transport in TRANSPORTS:
        ports, first = cells[transport], 0
        for port in range(1, 65537):
            if port == 65536 or ports[port] != ports[first]:
                print(transport, first, port - 1, ports[first])
                first = port


def print_names(path):
    for hint in by_id(path, 'names'):
        (first, last), = ports_of(hint.get('d'))
        print(first, last, json.dumps(hint.find(SVG + 'title').text, ensure_ascii=False))


def main(mode, *path):
    if mode == 'names':
        print_names(*path)
    else:
        print_runs({'map': read_map, 'rule': rule}[mode](*path))


if __name__ == '__main__':
    main(*sys.argv[1:])
