# Prints what a host calls itself and the Lua that it holds, as in `Nmap 7.93
# with Lua 5.3.6`; or its name alone, where it does not say.  $1: the program.

said=$("$1" --version 2>&1 | tr '\n' ' ')

# Nmap: "Nmap version 7.93 ( https://nmap.org ) ... liblua-5.3.6 ..."
nmap='s/.*(Nmap) version ([0-9.]+).*liblua-([0-9.]+).*/\1 \2 with Lua \3/p'
# TShark: "TShark (Wireshark) 4.0.17 (Git v4.0.17 ...). ... with Lua 5.2.4, ...", or
# "TShark (Wireshark) 4.6.9. ... +Lua 5.4.9 ..."
tshark='s/.*(TShark) \([^)]*\) ([0-9.]+[0-9]).*[ +]Lua ([0-9.]+[0-9]).*/\1 \2 with Lua \3/p'

label=$(printf '%s\n' "$said" | sed -nE -e "$nmap" -e "$tshark")
echo "${label:-$1}"
