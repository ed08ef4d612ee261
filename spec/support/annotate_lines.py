"""Writes random logs, and what `annotate` makes of them by Python's csv and json.

    annotate_lines.py SEED LINES FOLDER

For csv and json: FOLDER/KIND.in, with lines of which some cannot be read, and
FOLDER/KIND.out.  The registry has alpha 1/tcp, beta 2/udp and gamma 65535/tcp;
the ports are in "dest_port" or "destination.port", the transports in "proto".
"""

import csv
import io
import json
import random
import sys

NAMES = {(1, "tcp"): "alpha", (2, "udp"): "beta", (65535, "tcp"): "gamma"}
PROTOCOLS = {"6": "tcp", "17": "udp", "tcp": "tcp", "udp": "udp", "sctp": "sctp", "132": "sctp"}
PORTS = ["1", "2", "65535", "65536", "0", "", "-", "01", "x", " 1", "1.0", "70000000000000000001"]
TRANSPORTS = ["tcp", "UDP", "6", "17", "icmp", "", "-", "Tcp", "sctp", "1"]


def is_port(text):
    return text != "" and all(c in "0123456789" for c in text) and int(text) < 65536


def name_of(port, transport):
    """The name for two cells as texts; the transport may be None."""
    if not is_port(port):
        return ""
    if transport in (None, "", "-"):
        known = [t for p, t in NAMES if p == int(port)]
    else:
        known = [PROTOCOLS.get(transport.lower())]
    return next((NAMES[int(port), t] for t in known if (int(port), t) in NAMES), "")


# ------------------------------------------------------------------- CSV

def csv_cell(rng, text):
    """The text as a cell, with quotes where they are needed or by chance."""
    if any(c in text for c in ',"\r\n') or rng.random() < 0.3:
        return '"' + text.replace('"', '""') + '"' + ("" if rng.random() < 0.9 else "tail")
    return text


def some_text(rng):
    pieces = ["", "a", "\u00e9", '"', ",", "\n", "\r\n", "\t", " ", "0", "-", "\x00"]
    return "".join(rng.choice(pieces[1:11]) for _ in range(rng.randrange(5)))


def csv_row(rng):
    cells = [some_text(rng), rng.choice(PORTS), some_text(rng), rng.choice(TRANSPORTS), some_text(rng)]
    if rng.random() < 0.1:
        cells = cells[:rng.randrange(1, 4)]
    row = ",".join(csv_cell(rng, c) for c in cells)
    if rng.random() < 0.05:
        row = row.replace("tcp", 't"cp', 1)
    return row


def csv_log(rng, lines):
    header = '"a","dest_port",b,proto,c'
    read, written = [header + "\n"], [header + ",iana_name\n"]
    for _ in range(lines):
        row, end = csv_row(rng), rng.choice(["\n", "\r\n"])
        if row == "":
            continue
        cells = next(csv.reader(io.StringIO(row + "\n", newline="")))
        read.append(row + end)
        if len(cells) < 4:
            written.append(row + end)
        else:
            written.append(row + "," + name_of(cells[1], cells[3]) + end)
    return read, written


# ------------------------------------------------------------------ JSON

def json_value(rng, depth):
    kind = rng.randrange(9 if depth < 4 else 6)
    if kind == 0:
        return rng.choice([None, True, False])
    if kind == 1:
        return rng.choice([0, -1, 1.5, 1e300, 123456789012345678901234567890, -0.0])
    if kind < 6:
        return some_text(rng) + rng.choice(["", "\\", "\u2028", "\U0001f600", "\x7f", "\x01", "}", "{", "]"])
    if kind == 6:
        return [json_value(rng, depth + 1) for _ in range(rng.randrange(3))]
    return json_object(rng, depth + 1)


def json_object(rng, depth):
    result = {}
    for _ in range(rng.randrange(6)):
        key = rng.choice(["dest_port", "destination", "port", "proto", "destination.port", "x", "", "Proto", "d"])
        value = json_value(rng, depth)
        if "port" in key and rng.random() < 0.8:
            value = rng.choice(PORTS + [1, 2, 65535, 65536, -1, 1.0])
        if "roto" in key and rng.random() < 0.8:
            value = rng.choice(TRANSPORTS + [6, 17, 1])
        result[key] = value
    return result


def json_line(rng):
    separators = rng.choice([(",", ":"), (", ", ": "), (" ,\t", " : ")])
    line = json.dumps(json_object(rng, 0), separators=separators, ensure_ascii=rng.random() < 0.5)
    line = rng.choice(["", "", " ", "\t"]) + line + rng.choice(["", "", " ", " \t\r"])
    if rng.random() < 0.1:
        line = line.replace("p", "\\u0070", 1)
    if rng.random() < 0.3:
        line = mutated(rng, line)
    return line.replace("\n", " ")


def mutated(rng, line):
    at = rng.randrange(len(line) + 1)
    piece = rng.choice(["", "", '"', "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", ".", " ", "\\u12", "tru", "x"])
    return line[:at] + piece + line[at + rng.randrange(3):]


def no_constant(name):
    raise ValueError(name)


def scalar(value):
    if isinstance(value, bool) or isinstance(value, (dict, list)):
        return "?"
    return "" if value is None else value if isinstance(value, str) else None


class Number(str):
    """A number as it is written."""


def members(value, way=""):
    """The paths and values of an object; the last of each path counts."""
    for key, member in value:
        path = way + key.lower()
        if isinstance(member, Pairs):
            yield from members(member, path + ".")
        else:
            yield path, member


class Pairs(list):
    """The members of an object, also those with the same key."""


def json_name(pairs):
    """The name for an object: None where there is none to be added."""
    found = {}
    for path, value in members(pairs):
        found[path] = value
    port = transport = None
    for path in ("dest_port", "destination.port", "port"):
        if path in found:
            port = found[path]
            break
    if "proto" in found:
        transport = found["proto"]
    texts = []
    for value in (port, transport):
        if isinstance(value, bool) or isinstance(value, list):
            value = "?"
        texts.append("" if value is None else str(value))
    return name_of(texts[0], texts[1])


def json_expected(line):
    try:
        pairs = json.loads(line, object_pairs_hook=Pairs, parse_constant=no_constant,
                           parse_int=Number, parse_float=Number)
    except ValueError:
        return line
    if not isinstance(pairs, Pairs) or not pairs:
        return line
    name = json_name(pairs)
    if name == "":
        return line
    head = line.rstrip(" \t\r")[:-1].rstrip(" \t\r")
    return head + ',"iana_name":"' + name + '"' + line[len(head):]


def json_log(rng, lines):
    read, written = ['{"dest_port":1}\n'], ['{"dest_port":1,"iana_name":"alpha"}\n']
    for _ in range(lines):
        line = json_line(rng)
        read.append(line + "\n")
        written.append(json_expected(line) + "\n")
    return read, written


def main():
    seed, lines, folder = sys.argv[1:]
    for kind, log in (("csv", csv_log), ("json", json_log)):
        read, written = log(random.Random(kind + seed), int(lines))
        for ending, texts in (("in", read), ("out", written)):
            with open(f"{folder}/{kind}.{ending}", "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
                file.write("".join(texts))


main()
