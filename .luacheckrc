-- What luacheck assumes: any Lua from 5.1 on, busted's words in the specs.
std = "max"
files["spec/**/*.lua"].std = "max+busted"
files["lua/library/*.lua"].ignore = { "212", "241", "631" }
files["spec/support/stress.lua"].globals = { "coroutine" }
files["lua/nmap/*.nse"].globals = {
  "description", "author", "license", "categories", "prerule", "portrule", "postrule", "action",
}
files["lua/nmap/*.nse"].read_globals = { "SCRIPT_NAME", "SCRIPT_TYPE" }
files["lua/wireshark/*.lua"].read_globals = {
  "Dissector", "Field", "Listener", "MENU_TOOLS_UNSORTED", "Pref", "Proto", "ProtoField", "TextWindow", "base",
  "get_filter", "gui_enabled", "register_menu", "register_packet_menu", "register_postdissector",
  "register_stat_cmd_arg", "report_failure", "retap_packets", "set_plugin_info",
}
