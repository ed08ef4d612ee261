--- Loads every part of the module at once, for hosts that take the files or
-- `require` away later (a chroot, a cleared package.path).  After this, the
-- module calls `require` only for LuaExpat (to read XML) and dkjson (to write
-- JSON), which may be missing.

local core = require "ianaports.core".internals()

local PARTS = {
  "annotator", "argument", "build", "diff", "editions", "filter", "help",
  "info", "items", "latest", "record", "render", "rfc6335", "rows", "terms", "txtkeys",
  "unassigned", "verdict", "words", "xml_elements",
  "read.csv", "read.detect", "read.services", "read.xml", "read.xml_schema",
  "write.common", "write.csv", "write.html", "write.html_map", "write.html_page",
  "write.html_script", "write.html_style", "write.json", "write.lua",
  "write.lua_answers", "write.lua_keys",
  "write.markup", "write.services", "write.svg", "write.svg_frame",
  "write.text", "write.text_table", "write.xml", "write.xml_text",
}

for _, part in ipairs(PARTS) do core.part(part) end

--- The module, as `require "ianaports"` returns it.
return require "ianaports"
