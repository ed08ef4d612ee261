# Prints what a host calls itself and the Lua that it holds, as in `Nmap 7.93
# with Lua 5.3.6`; or less, where it does not say.  $1: the program.

case $1 in
  haproxy) option=-vv ;;
  nginx) option=-v ;;
  *) option=--version ;;
esac
said=$("$1" $option 2>&1 | tr '\n' ' ')

# Nmap: "Nmap version 7.93 ( https://nmap.org ) ... liblua-5.3.6 ..."
nmap='s/.*(Nmap) version ([0-9.]+).*liblua-([0-9.]+).*/\1 \2 with Lua \3/p'
# TShark: "TShark (Wireshark) 4.0.17 (Git v4.0.17 ...). ... with Lua 5.2.4, ...", or
# "TShark (Wireshark) 4.6.9. ... +Lua 5.4.9 ..."
tshark='s/.*(TShark) \([^)]*\) ([0-9.]+[0-9]).*[ +]Lua ([0-9.]+[0-9]).*/\1 \2 with Lua \3/p'
# HAProxy: "HAProxy version 2.6.12-1 ... Built with Lua version : Lua 5.3.6 ..."
haproxy='s/.*(HAProxy) version ([0-9.]+).*Lua version : Lua ([0-9.]+).*/\1 \2 with Lua \3/p'
# Neovim: "NVIM v0.7.2 Build type: Release LuaJIT 2.1.0-beta3 ..."
nvim='s/.*NVIM v([0-9.]+).*LuaJIT ([0-9.]+[0-9]).*/Neovim \1 with LuaJIT \2/p'
# pandoc: "pandoc 2.17.1.1 ..."; nginx: "nginx version: nginx/1.22.1 ..."
others='s/^(nginx version: )?(pandoc|nginx)[ /]([0-9.]+[0-9]).*/\2 \3/p'

label=$(printf '%s\n' "$said" |
  sed -nE -e "$nmap" -e "$tshark" -e "$haproxy" -e "$nvim" -e "$others")
echo "${label:-$1}"
