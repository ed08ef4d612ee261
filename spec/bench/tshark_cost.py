#!/usr/bin/env python3
"""What the Wireshark plugin costs in TShark, as a table.

    make LUA_VERSION=5.2                          # or 5.4: tshark --version
    python3 spec/bench/tshark_cost.py [ROUNDS]    # 9

TShark reads one capture of 60,000 packets, TCP and UDP over 5,600 pairs of
ports, in two ways: with a display filter that no packet passes, and printing
fields.  Each way without a plugin, with a post-dissector that does nothing, and
with ours; "without look-ups" is ours over a module of constants in place of
ianaports.  All run in each round, one after the other and from another first
one each time.  Told are medians over the rounds: of the processor time (user
and system), and of its ratios in the same round to the first line of the group
and to the line before, with the quartiles.
"""

import os
import random
import re
import resource
import statistics
import struct
import subprocess
import sys
import tempfile

PACKETS = 60000
PORTS = [22, 25, 53, 80, 123, 161, 389, 443, 993, 3306, 4789, 5060, 6003, 8080]
PLUGIN = "lua/wireshark/iana_services.lua"
COLUMNS = ["name", "description", "status", "unauthorized_use"]
FIELDS = ["iana.service"] + ["iana.%s.%s" % (side, column)
                             for side in ("src", "dst") for column in COLUMNS]

EMPTY = """
local empty = Proto("empty", "Empty")
function empty.dissector() end
register_postdissector(empty)
"""

# What the plugin asks of ianaports, answered without looking.
CONSTANTS = """
local none = setmetatable({ records = function() return function() end end },
  { __len = function() return 1 end })
return {
  _VERSION = "constants 0",
  name = function(port) return port < 49152 and "https" or nil end,
  status = function(port) return port < 49152 and "assigned" or "dynamic" end,
  lookup = function(port)
    return port < 49152 and { description = "http protocol over TLS/SSL" } or nil
  end,
  find = function() return none end,
}
"""


def packet(number, src, dst):
    """An Ethernet frame: of UDP each third, else of TCP."""
    if number % 3:
        segment = struct.pack(">HHIIBBHHH", src, dst, number, 0, 0x50, 0x10, 8192, 0, 0)
    else:
        segment = struct.pack(">HHHH", src, dst, 28, 0)
    segment += bytes(20)
    header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(segment), number & 0xffff, 0, 64,
                         6 if number % 3 else 17, 0, b"\x0a\x01\x01\x01", b"\x0a\x02\x02\x02")
    return b"\x02" * 6 + b"\x04" * 6 + b"\x08\x00" + header + segment


def write_capture(path):
    chance = random.Random(1)
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
        for number in range(PACKETS):
            ports = [49152 + chance.randrange(400), chance.choice(PORTS)]
            frame = packet(number, *(reversed(ports) if number % 2 else ports))
            out.write(struct.pack("<IIII", number // 1000, number % 1000, len(frame), len(frame)))
            out.write(frame)


def write(path, text):
    with open(path, "w") as out:
        out.write(text)
    return path


def settings(folder, lua_path, cpath):
    return dict(PATH=os.environ["PATH"], HOME=folder, XDG_CONFIG_HOME=folder,
                LUA_PATH=lua_path, LUA_CPATH=cpath)


def ways(folder):
    """Groups of (title, arguments, environment); the first is the measure."""
    major, minor = re.search(r"with\s+Lua\s+(\d)\.(\d)",
                             subprocess.check_output(["tshark", "--version"], stderr=subprocess.DEVNULL,
                                                     text=True)).groups()
    cpath = "./build/%s0%s/?.so" % (major, minor)
    if not os.path.exists(cpath.replace("?", "ianaports/core")):
        sys.exit("no build for the Lua of tshark: make LUA_VERSION=%s.%s" % (major, minor))
    ours = settings(folder, "./lua/?.lua", cpath)
    constant = settings(folder, write(folder + "/constants/ianaports.lua", CONSTANTS)
                        .replace("ianaports", "?"), "")
    empty = ["-X", "lua_script:" + write(folder + "/empty.lua", EMPTY)]
    plugin = ["-X", "lua_script:" + PLUGIN]
    show = ["-T", "fields", "-e"]
    all_of_them = show[:2] + [word for field in FIELDS for word in ("-e", field)]
    other = ["-Y", "tcp.port == 1"]
    one = ["-Y", 'iana.service == "none"']
    return [
        ("filter", [
            ("no plugin", other, ours),
            ("an empty post-dissector", other + empty, ours),
            ("ours, no field asked", other + plugin, ours),
            ("ours, one field", one + plugin, ours),
            ("the same without look-ups", one + plugin, constant)]),
        ("`-T fields`", [
            ("no plugin", show + ["frame.number"], ours),
            ("an empty post-dissector", show + ["frame.number"] + empty, ours),
            ("ours, one field", show + ["iana.service"] + plugin, ours),
            ("ours, all nine fields", all_of_them + plugin, ours),
            ("the same without look-ups", all_of_them + plugin, constant)]),
    ]


def cost(capture, arguments, environment):
    """Seconds of the processor.  TShark ends with 0 after an error in Lua."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(["tshark", "-n", "-r", capture] + arguments, env=environment,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = [line for line in done.stderr.splitlines() if line and "Running as user" not in line]
    if done.returncode or said:
        sys.exit("%s: %s" % (" ".join(arguments), "\n".join(said)))
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def ratio(taken, base):
    low, middle, high = statistics.quantiles([one / other for one, other in zip(taken, base)], n=4)
    return "%.2f (%.2f-%.2f)" % (middle, low, high)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/constants")
        capture = folder + "/capture.pcap"
        write_capture(capture)
        groups = ways(folder)
        every = [(group, way) for group, (_, list_) in enumerate(groups) for way in range(len(list_))]
        times = {place: [] for place in every}
        for number in range(rounds):
            first = number * 3 % len(every)
            for group, way in every[first:] + every[:first]:
                _, arguments, environment = groups[group][1][way]
                times[group, way].append(cost(capture, arguments, environment))
        print("| TShark, %d packets, %d rounds | s | to no plugin | to the line before |\n"
              "| --- | --- | --- | --- |" % (PACKETS, rounds))
        for group, way in every:
            taken, bases = times[group, way], (times[group, 0], times[group, max(way - 1, 0)])
            print("| %s: %s | %.2f | %s |" % (groups[group][0], groups[group][1][way][0], statistics.median(taken),
                                              " | ".join(ratio(taken, base) for base in bases) if way else "1 | "))


main()
