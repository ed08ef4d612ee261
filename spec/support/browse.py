"""Use the exported page in Chromium, by typing and clicking.

    browse.py PAGE CSV HOSTILE MAP

PAGE is the page of the edition in CSV (IANA's), HOSTILE one of texts that would
like to be markup, MAP the port map by itself.  Prints a line for each thing that
is tried: its name, a tab, and `ok` or what is wrong.  What is expected is found
in the CSV file alone.
"""
import csv
import sys

from browser import Browser
from read_map import judge, read_map

SHOWN = '''return Array.from(document.querySelectorAll("#records tbody tr"))
  .filter(row => row.getClientRects().length > 0)
  .map(row => Array.from(row.cells, cell => cell.textContent))'''
COUNT = 'return document.getElementById("shown").textContent'
FOCUS = '''const e = document.activeElement;
  return e.id || e.className || e.textContent'''
IN_VIEW = '''const box = document.querySelector(arguments[0]).getBoundingClientRect();
  const bar = document.getElementById("finder").getBoundingClientRect();
  return box.top >= bar.bottom - 1 && box.top < innerHeight'''
CELL = '''const port = arguments[0];
  const middle = () => new DOMPoint(port % 256 + 0.5, Math.floor(port / 256) + 0.5)
    .matrixTransform(document.getElementById("ports").getScreenCTM());
  const later = f => new Promise(done => setTimeout(() => done(f()), 200));
  document.getElementById("map").scrollIntoView();
  return later(() => scrollBy(0, middle().y - innerHeight * 0.7))
    .then(() => later(() => [middle().x, middle().y]));'''
PIXELS = '''const [svg, done] = arguments;
  const image = new Image();
  image.onload = function () {
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const lines = [1, 4, 6, 7].map(function (y) {
      const colours = [];
      for (let port = 0; port < 65536; port += 1) {
        const at = ((Math.floor(port / 256) * 8 + 248 + y) * canvas.width
          + port % 256 * 8 + 112 + 4) * 4;
        colours.push(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
      }
      return colours;
    });
    done(lines);
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);'''

tried = []


def trial(f):
    tried.append(f)
    return f


def same(got, expected):
    assert got == expected, 'got %.300r, not %.300r' % (got, expected)


def rows_of(path):
    with open(path, newline='', encoding='utf-8') as f:
        return list(csv.reader(f))[1:]


def has(row, *words):
    text = ' '.join(row + [row[1] + '/' + row[2]]).lower()
    return all(word in text for word in words)


def span(row):
    ends = [int(end) for end in row[1].split('-') if end]
    return (ends[0], ends[-1]) if ends else (-1, -1)


def status(row):
    return judge({k: v for k, v in (('name', row[0]), ('description', row[3])) if v})


def expect(page, rows, test):
    expected = [row for row in rows if test(row)]
    same(page.run(SHOWN), expected)
    same(page.run(COUNT), '{:,} of {:,} shown'.format(len(expected), len(rows)))


@trial
def typing_narrows_the_rows(page, url, rows):
    page.open(url)
    page.type('#search', *'printer')
    expect(page, rows, lambda row: has(row, 'printer'))
    page.type('#search', 'Backspace', ' ', 'tcp')
    expect(page, rows, lambda row: has(row, 'printe', 'tcp'))
    page.type('#search', 'Escape')
    same(page.run(COUNT), '{0:,} of {0:,} shown'.format(len(rows)))


@trial
def the_address_opens_the_page_at_the_results(page, url, rows):
    page.open(url + '#q=printer')
    page.settle()
    expect(page, rows, lambda row: has(row, 'printer'))
    assert page.run(IN_VIEW, '#records tbody tr:not([hidden])'), 'not in view'
    page.open(url + '#q=443/tcp')
    page.settle()
    expect(page, rows, lambda row: has(row, '443/tcp'))


@trial
def the_address_says_what_is_looked_for(page, url, rows):
    page.open(url)
    page.type('#search', 'http proxy')
    page.click('[value=udp]')
    same(page.run('return location.hash'), '#q=http+proxy&transport=udp')
    page.open(url + '#q=http+proxy&transport=udp')
    page.settle()
    expect(page, rows, lambda row: has(row, 'http', 'proxy') and row[2] == 'udp')


@trial
def chips_filter(page, url, rows):
    page.open(url)
    page.click('[value=sctp]')
    expect(page, rows, lambda row: row[2] == 'sctp')
    page.click('[value=dccp]')
    expect(page, rows, lambda row: row[2] in ('sctp', 'dccp'))
    page.click('[value=reserved]')
    expect(page, rows, lambda row: row[2] in ('sctp', 'dccp') and status(row) == 'reserved')
    page.click('#clear')
    page.click('[value="0-1023"]')
    page.click('[value=reserved]')
    expect(page, rows, lambda row: 0 <= span(row)[0] < 1024 and status(row) == 'reserved')
    page.click('#clear')
    page.click('[name=range][value=none]')
    page.click('[name=transport][value=none]')
    expect(page, rows, lambda row: row[1] == '' and row[2] == '')


@trial
def a_click_on_the_map_filters_by_its_port(page, url, rows):
    page.open(url)
    for port in (443, 6005, 9311, 50000):
        page.click_at(*page.run(CELL, port))
        expect(page, rows, lambda row: span(row)[0] <= port <= span(row)[1])
        same(page.run('return document.getElementById("port").textContent'),
             'port %d \u00d7' % port)
    assert 'dynamic' in page.run('return document.getElementById("none").textContent')
    page.click('#port')
    same(page.run(COUNT), '{0:,} of {0:,} shown'.format(len(rows)))


@trial
def a_click_on_a_transport_of_the_map_shows_that_alone(page, url, rows):
    page.open(url + '#q=ssh')
    page.run('document.getElementById("map").scrollIntoView()')
    page.settle()
    page.click('#portmap a[href="#sctp"] text')
    expect(page, rows, lambda row: has(row, 'ssh') and row[2] == 'sctp')
    same(page.run('''return Array.from(document.querySelectorAll(".transport"))
      .filter(g => getComputedStyle(g).display !== "none").map(g => g.id)'''), ['sctp'])


@trial
def the_keyboard_goes_everywhere(page, url, rows):
    page.open(url)
    page.press('Tab')
    same(page.run(FOCUS), 'skip')
    assert page.run('return document.activeElement.getBoundingClientRect().left >= 0')
    page.press('/')
    same(page.run(FOCUS), 'search')
    assert page.run('return getComputedStyle(document.activeElement).outlineStyle !== "none"')
    page.press(*'imap')
    page.press('ArrowDown', 'ArrowDown', 'ArrowUp')
    first = next(row for row in rows if has(row, 'imap'))
    same(page.run(FOCUS), ''.join(first))
    page.press('ArrowUp')
    same(page.run(FOCUS), 'search')
    page.press('ArrowDown', 'End')
    same(page.run(FOCUS), ''.join([row for row in rows if has(row, 'imap')][-1]))
    page.press('Escape')
    same(page.run(FOCUS), 'search')
    page.press('Escape')
    same(page.run(COUNT), '{0:,} of {0:,} shown'.format(len(rows)))
    page.press('Tab', 'Space')
    expect_chip = page.run('return document.activeElement.value')
    same(expect_chip, 'tcp')
    same(page.run('return location.hash'), '#transport=tcp')


@trial
def the_keyboard_goes_over_the_map(page, url, rows):
    page.open(url)
    page.run('document.getElementById("portmap").focus()')
    page.press('ArrowDown', *['ArrowRight'] * 3)
    said = page.run('return document.getElementById("where").textContent')
    same(said.split(' ')[0], '259')
    page.press('Enter')
    expect(page, rows, lambda row: span(row)[0] <= 259 <= span(row)[1])
    page.press('Escape')
    same(page.run(COUNT), '{0:,} of {0:,} shown'.format(len(rows)))


@trial
def contact_links_lead_to_the_contact(page, url, rows):
    page.open(url + '#q=taiclock')
    page.settle()
    page.click('#records tbody tr:not([hidden]) a')
    page.settle()
    same(page.run('return document.querySelector(":target").cells[0].textContent'),
         next(row for row in rows if row[0] == 'taiclock')[4])
    assert page.run(IN_VIEW, ':target'), 'not in view'


@trial
def the_bar_stays_in_view(page, url, rows):
    page.open(url)
    page.run('scrollTo(0, 50000)')
    page.settle()
    box = page.run('''const box = document.getElementById("finder").getBoundingClientRect();
      return [box.top, box.bottom > 20, scrollY > 10000]''')
    same(box, [0, True, True])


@trial
def a_phone_has_no_sideways_scrolling(page, url, rows):
    page.call('POST', '/goog/cdp/execute', {
        'cmd': 'Emulation.setDeviceMetricsOverride',
        'params': {'width': 360, 'height': 740, 'deviceScaleFactor': 2, 'mobile': True}})
    try:
        page.open(url + '#q=printer')
        page.settle()
        same(page.run('return [document.documentElement.scrollWidth, innerWidth]'), [360, 360])
        expect(page, rows, lambda row: has(row, 'printer'))
        page.click_at(*page.run(CELL, 40003))
        same(page.run('return document.getElementById("port").textContent'),
             'port 40000-40015 \u00d7')
    finally:
        page.call('POST', '/goog/cdp/execute', {
            'cmd': 'Emulation.clearDeviceMetricsOverride', 'params': {}})


@trial
def it_is_dark_where_the_person_likes_it_dark(page, url, rows):
    def dark(value):
        page.call('POST', '/goog/cdp/execute', {
            'cmd': 'Emulation.setEmulatedMedia', 'params': {'features': [
                {'name': 'prefers-color-scheme', 'value': value}]}})
        return page.run('''const of = e => getComputedStyle(e).backgroundColor;
          return [of(document.body), of(document.getElementById("portmap"))]''')
    page.open(url)
    same(dark('light'), ['rgb(255, 255, 255)'] * 2)
    same(dark('dark'), ['rgb(20, 22, 26)'] * 2)
    dark('light')


def no_text_becomes_markup(page, url):
    page.open(url)
    page.type('#search', '<script')
    page.settle()
    same(page.run('return [document.title, document.querySelectorAll("img, iframe").length,'
                  ' document.scripts.length]'), ['Port numbers', 0, 1])
    same(page.run(COUNT), '2 of 3 shown')
    for address in page.run('return Array.from(document.links, a => a.href)'):
        assert address.startswith(('https://', 'http://', 'file://')), address
    page.click_at(*page.run(CELL, 5))
    same(page.run('return document.getElementById("where").textContent'),
         '5 </title><script>document.title="taken"</script> (tcp)')
    same(page.run('return document.title'), 'Port numbers')


def without_scripts_all_is_there(url, rows):
    with Browser(scripts=False) as page:
        page.open(url + '#q=printer')
        same(page.run('''return [document.querySelectorAll("#records tbody tr").length,
          document.querySelectorAll("#records tr[hidden]").length,
          getComputedStyle(document.getElementById("finder")).display,
          document.querySelectorAll("header a, h1, h2, details, svg").length > 8]'''),
             [len(rows), 0, 'none', True])


def the_map_has_the_colours_of_its_legend(page, path):
    with open(path, encoding='utf-8') as f:
        svg = f.read()
    page.open('about:blank')
    colours = page.wait(PIXELS, svg)
    of = {'assigned': 0x1f5fa8, 'reserved': 0xe8862a, 'unassigned': 0xe3e6ea, 'dynamic': 0xa9d3bd}
    for (transport, statuses), seen in zip(read_map(path).items(), colours):
        for port in range(65536):
            assert seen[port] == of[statuses[port]], '%d/%s is %06x' % (port, transport, seen[port])


def report(name, f, *arguments):
    try:
        f(*arguments)
        said = 'ok'
    except Exception as error:             # each trial says what went wrong with it
        said = '%s: %s' % (type(error).__name__, str(error).split('\n')[0])
    print(name.replace('_', ' '), said, sep='\t', flush=True)


def main(path, table, hostile, svg):
    rows, url = rows_of(table), 'file://' + path
    with Browser() as page:
        for f in tried:
            report(f.__name__, f, page, url, rows)
        report(no_text_becomes_markup.__name__, no_text_becomes_markup, page, 'file://' + hostile)
        report('the_map_has_the_colours_of_its_legend', the_map_has_the_colours_of_its_legend,
               page, svg)
    report('without_scripts_all_is_there', without_scripts_all_is_there, url, rows)


if __name__ == '__main__':
    main(*sys.argv[1:])
