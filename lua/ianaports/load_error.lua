--- What to do where `ianaports.core` does not load: mostly it was built for
-- another Lua, of which loaders only say that a symbol is undefined.

--- Raise that, for a Lua that `problem` kept from loading the C part.
---@param problem string what `require` said
return function(problem)
  local version = _VERSION:match "%d+%.%d+"
  local jit = rawget(_G, "jit")         -- Nmap allows no unknown global
  error(("%s\nianaports.core has to be built for the Lua that loads it, here "
    .. "%s: in the folder of ianaports, `make LUA_VERSION=%s install` or "
    .. "`luarocks --lua-version %s make` does that")
    :format(problem, jit and "LuaJIT" or _VERSION, jit and "jit" or version,
            version), 0)
end
