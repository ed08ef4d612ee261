--- The error where `ianaports.core` does not load.  Mostly it was built for
-- another Lua; then a loader says only that a symbol is undefined.

--- What to do where an environment variable says where C modules are: without
--- this, Lua would still find the wrong one, or none, after `make install`.
local function about_cpath(version)
  for _, name in ipairs { "LUA_CPATH_" .. version:gsub("%.", "_"), "LUA_CPATH" } do
    if os.getenv(name) then
      return ("\n%s is set, and Lua looks there first: it has to lead to that "
        .. "build (`unset %s` leaves the usual places)"):format(name, name)
    end
  end
  return ""
end

--- On Windows a program may have Lua linked in, as Nmap has: then it loads no C
--- module, whatever that is built for.
local function about_windows()
  if package.config:sub(1, 1) ~= "\\" then return "" end
  return "\nWhere Lua is linked into the program, as in Nmap, no C module loads: "
    .. "take ianaports.lua instead, which export \"lua\" writes"
end

--- Raise an error that adds to `problem` what to do about it.
---@param problem string  what `require` said
return function(problem)
  local version = _VERSION:match "%d+%.%d+"
  local jit = rawget(_G, "jit")   -- in Nmap, to read an unknown global raises
  error(("%s\nianaports.core has to be built for the Lua that loads it, here "
    .. "%s: in the folder of ianaports, `make LUA_VERSION=%s install` or "
    .. "`luarocks --lua-version %s make` does that%s%s")
    :format(problem, jit and "LuaJIT" or _VERSION, jit and "jit" or version,
            version, about_cpath(version), about_windows()), 0)
end
