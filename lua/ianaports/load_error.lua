--- The error where `ianaports.core` does not load.  Mostly it was built for
-- another Lua; then a loader says only that a symbol is undefined.

--- Raise an error that adds to `problem` what to do about it.
---@param problem string  what `require` said
return function(problem)
  local version = _VERSION:match "%d+%.%d+"
  local jit = rawget(_G, "jit")   -- in Nmap, to read an unknown global raises
  error(("%s\nianaports.core has to be built for the Lua that loads it, here "
    .. "%s: in the folder of ianaports, `make LUA_VERSION=%s install` or "
    .. "`luarocks --lua-version %s make` does that")
    :format(problem, jit and "LuaJIT" or _VERSION, jit and "jit" or version,
            version), 0)
end
