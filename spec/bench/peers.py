"""What Python programs use instead: the bench's child process.

Reads the name of a peer from each line of the standard input, and answers
with the seconds that one of its look-ups took, over all keys of keys.tsv.
"""

import socket
import sys
import time

PASSES = 10        # over all keys, of what takes no system call


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [(int(port), transport, name) for port, transport, name in rows]


def dict_port(keys, by_port, _):
    for port, transport, _name in keys:
        by_port[port, transport]


def dict_name(keys, _, by_name):
    for _port, transport, name in keys:
        by_name[name.lower(), transport]


def socket_port(keys, _, __):
    for port, transport, _name in keys:
        try:
            socket.getservbyport(port, transport)
        except OSError:
            pass


def socket_name(keys, _, __):
    for _port, transport, name in keys:
        try:
            socket.getservbyname(name, transport)
        except OSError:
            pass


def main(folder):
    keys = read(folder + "/keys.tsv")
    by_port, by_name = {}, {}
    for port, transport, name in read(folder + "/names.tsv"):
        by_port.setdefault((port, transport), name)
        by_name.setdefault((name.lower(), transport), port)
    peers = {f.__name__: f for f in (dict_port, dict_name, socket_port, socket_name)}
    for line in sys.stdin:
        name = line.strip()
        passes = PASSES if name.startswith("dict") else 1
        start = time.process_time()
        for _ in range(passes):
            peers[name](keys, by_port, by_name)
        spent = time.process_time() - start
        print(spent / passes / len(keys), flush=True)


main(sys.argv[1])
