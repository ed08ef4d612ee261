--- IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335), whole: what `require "ianaports"` gives.
--
-- The functions are those of `ianaports.core`, on the bundled registry; the
-- Lua layer loads on first use (src/lface.c says which function is in which
-- file).  Sets no global and prints nothing but what `help` is asked for.

local found, core = pcall(require, "ianaports.core")
if found then return core.new_module() end

require "ianaports.misfit"(core)
