--- The example of lua/README.md for nginx, inside nginx with its Lua module.

local host = require "spec.support.host"
local shell = require "spec.support.shell"

local MODULES = "/usr/lib/nginx/modules/"

describe("in nginx", function()
  local build, lack = host.build_for("nginx", { "501jit", "501" }, "jit")
  if build and not shell.read(MODULES .. "ngx_http_lua_module.so") then
    build, lack = nil, "this nginx has no Lua (Debian: libnginx-mod-http-lua)"
  end
  if build and shell.run "command -v curl" ~= 0 then build, lack = nil, "curl is not installed" end
  if not build then
    pending("the module: " .. lack)
    return
  end

  local folder
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    local config = host.examples("nginx", build)[1]
      :gsub("listen [^;]*", "listen unix:" .. folder .. "/socket")
      :gsub("http {", "http {\n  access_log off;")
    shell.write(folder .. "/nginx.conf", ([[
load_module MODULES/ndk_http_module.so;
load_module MODULES/ngx_http_lua_module.so;
user root;
pid FOLDER/pid;
error_log FOLDER/error.log;
worker_processes 2;
events { }
]]):gsub("MODULES/", MODULES):gsub("FOLDER", folder) .. config)
    local status, output = shell.run(("nginx -p %s -c %s/nginx.conf"):format(folder, folder))
    assert(status == 0, output)
  end)
  teardown(function()
    shell.run(("kill $(cat %s/pid); sleep 0.2; rm -r %s"):format(folder, folder))
  end)

  for key, expected in pairs {
    ["8883"] = "secure-mqtt 8883/tcp  Secure MQTT", ["443/sctp"] = "https 443/sctp  HTTPS",
    ["_ipp._tcp"] = "ipp 631/tcp  IPP (Internet Printing Protocol)", ["65536"] = "not registered",
    ["%00"] = "not registered", [""] = "not registered",
  } do
    it("a page answers for " .. key, function()
      assert.same({ expected }, shell.lines(("curl -s --unix-socket %s/socket 'http://x/port?key=%s'")
        :format(folder, key)))
    end)
  end
end)
