-- What luacheck assumes: any Lua from 5.1 on, busted's words in the specs.
std = "max"
files["spec/**/*.lua"].std = "max+busted"
files["lua/library/*.lua"].ignore = { "212", "241", "631" }
files["spec/support/stress.lua"].globals = { "coroutine" }
files["lua/nmap/*.nse"].globals = {
  "description", "author", "license", "categories", "prerule", "portrule", "postrule", "action",
}
files["lua/nmap/*.nse"].read_globals = { "SCRIPT_NAME", "SCRIPT_TYPE" }
