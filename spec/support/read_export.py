"""Read what the writers wrote, with Python's own csv, json and ElementTree.

    read_export.py csv|json|xml FILE     the records
    read_export.py people|info FILE      the contacts and the info of XML

Prints rows of cells: U+001F ends a cell, U+001E a row.  The XML is read as
IANA's own CSV edition comes of IANA's XML, but where xml:space says that
white space is meant.
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as ET

NS = '{http://www.iana.org/assignments}'
KEYS = ['name', 'port', 'transport', 'description', 'assignee', 'contact',
        'registration_date', 'modification_date', 'reference',
        'service_code', 'unauthorized_use', 'assignment_notes']


def from_csv(path):
    with open(path, newline='', encoding='utf-8') as f:
        return list(csv.reader(f, strict=True))


def from_json(path):
    with open(path, encoding='utf-8') as f:
        for record in json.load(f):
            if list(record) != [k for k in KEYS[:2] + ['last_port'] + KEYS[2:]
                                + ['origin'] if k in record]:
                sys.exit('keys out of order: %r' % record)
            cells = [record.get(key, '') for key in KEYS]
            if 'last_port' in record:
                cells[1] = '%d-%d' % (cells[1], record['last_port'])
            elif 'port' in record:
                cells[1] = '%d' % cells[1]
            yield cells + [record['origin']] if 'origin' in record else cells


def tidy(text):
    text = re.sub('\n\n+', '\n', text)
    return re.sub(' \n +', ' ', text).strip()


def kept(element, finish):
    """What finishes the text of an element: nothing, if it is preserved."""
    space = element.get('{http://www.w3.org/XML/1998/namespace}space')
    return str if space == 'preserve' else finish


def printed(xref):
    """An xref in brackets: its text, or else what it points to."""
    text = kept(xref, tidy)(xref.text or '')
    data = xref.get('data', '')
    if not text:
        text = data.upper() if xref.get('type') == 'rfc' else data
    return '[' + text + ']'


def text_in(element, finish=tidy):
    if element is None:
        return ''
    parts, finish = [element.text or ''], kept(element, finish)
    for child in element:
        if child.tag != NS + 'xref':
            sys.exit('unexpected ' + child.tag)
        parts += [printed(child), child.tail or '']
    return finish(''.join(parts))


def xrefs_of(element, wanted):
    return ''.join(printed(x) for x in element.findall(NS + 'xref')
                   if wanted(x.get('type')))


def row(record):
    contact = xrefs_of(record, lambda kind: kind == 'person')
    assignee = record.find(NS + 'assignee')

    def text(tag):
        return text_in(record.find(NS + tag))
    return [
        text('name'), text('number'), text('protocol'), text('description'),
        contact if assignee is None else xrefs_of(assignee, lambda kind: True),
        contact, record.get('date', ''), record.get('updated', ''),
        xrefs_of(record, lambda kind: kind != 'person'),
        text('sc'), text('unauthorized'), text('note')]


def from_xml(path):
    return map(row, ET.parse(path).getroot().findall(NS + 'record'))


def people(path):
    for person in ET.parse(path).getroot().find(NS + 'people'):
        yield [person.get('id')] + [
            '\n'.join(text_in(e, str.strip) for e in person.findall(NS + tag))
            for tag in ('name', 'org', 'uri', 'updated')]


def info(path):
    root = ET.parse(path).getroot()
    yield ['id', root.get('id', '')]
    for tag in ('title', 'category', 'updated', 'expert'):
        yield [tag, text_in(root.find(NS + tag))]
    yield ['reference', xrefs_of(root, lambda kind: True)]
    for note in root.findall(NS + 'note'):
        yield ['note', note.get('title', ''), text_in(note, str.strip)]
    for note in root.findall(NS + 'footnote'):
        yield ['footnote', note.get('anchor'), text_in(note)]


READERS = {'csv': from_csv, 'json': from_json, 'xml': from_xml,
           'people': people, 'info': info}

for cells in READERS[sys.argv[1]](sys.argv[2]):
    sys.stdout.buffer.write(
        (''.join(cell + '\x1f' for cell in cells) + '\x1e').encode('utf-8'))
