--- The help of the command: one screen, at most 24 lines of 80 characters.

local SCREEN = [[
ianaports [OPTION]... QUERY...       443  443/tcp  6000-6063  https  _ipp._tcp
ianaports [OPTION]... -s TEXT...     in name, description or notes
ianaports [OPTION]... KEY=VALUE...   status=reserved range=system since=2018
]]

--- The text of `ianaports --help`.
---@return string
local function text() return SCREEN end

return { text = text }
