--- Every part of the module at once: for hosts that take the files or `require`
-- away later (a chroot, a cleared package.path).  After this, nothing of the
-- module calls `require` but for LuaExpat (reading XML) and dkjson (writing
-- JSON), which may be missing.

local core = require "ianaports.core".internals()

local PARTS = {
  "argument", "build", "diff", "editions", "filter", "help", "info", "items",
  "record", "render", "rfc6335", "rows", "terms", "txtkeys", "unassigned",
  "xml_elements",
  "read.csv", "read.detect", "read.services", "read.xml", "read.xml_schema",
  "write.common", "write.csv", "write.html", "write.html_page", "write.json",
  "write.services", "write.text", "write.text_table", "write.xml",
  "write.xml_text",
}

for _, part in ipairs(PARTS) do core.part(part) end

--- The module, as `require "ianaports"` gives it.
return require "ianaports"
