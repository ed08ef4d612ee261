# make deps GOAL...: installs what the goals beside it need, then makes them; alone
# it installs all.  Another make makes them: the rest of the Makefile reads headers
# that are installed here.

# What a build needs: the packages as Debian calls them, by kind.
COMPILER := gcc libc6-dev
LIBCSV   := libcsv-dev
LUA_5.5  := lua5.5 liblua5.5-dev
LUA_5.4  := lua5.4 liblua5.4-dev
LUA_5.3  := lua5.3 liblua5.3-dev
LUA_5.2  := lua5.2 liblua5.2-dev
LUA_5.1  := lua5.1 liblua5.1-0-dev
LUA_jit  := luajit libluajit-5.1-dev

# What the command needs when it runs.
FOR_COMMAND := lua-argparse

# What tests need besides: the specs, the programs that they compare with, and the
# hosts that the plugins run in.
FOR_TESTS := lua-busted lua-expat lua-dkjson
FOR_TESTS += acl binutils curl netbase python3 wget
FOR_TESTS += nmap tshark
FOR_TESTS += mandoc zsh fish jq parallel

# What checks need besides.
FOR_CHECKS := clang libclang-rt-dev valgrind lua-check
FOR_CHECKS += luarocks zip unzip

OTHERS    := $(filter-out deps,$(MAKECMDGOALS))
CHECKING  := $(if $(OTHERS),$(filter check check-% coverage fuzz fuzz-% model,$(OTHERS)),all)
TESTING   := $(CHECKING)$(filter test specs,$(OTHERS))
EVERY_LUA := $(CHECKING)$(filter test,$(OTHERS))

# Lua 5.5 only where this Debian has it, or where LUA_VERSION asks for it.
LUA_VERSIONS ?= $(if $(shell apt-cache show lua5.5 2>/dev/null),5.5) $(filter-out 5.5,$(LUAS))

OTHER_LUAS := $(if $(EVERY_LUA),$(foreach v,$(filter-out $(LUA_VERSION),$(LUA_VERSIONS)),$(LUA_$v)))
BESIDES    := $(FOR_COMMAND) $(OTHER_LUAS) $(if $(TESTING),$(FOR_TESTS)) $(if $(CHECKING),$(FOR_CHECKS))

.NOTPARALLEL:
.PHONY: deps $(OTHERS)

deps:
	@mkdir -p '$(BUILD)'
	@LOG='$(BUILD)/deps.log' .ci/deps '$(COMPILER)' '$(LUA_$(LUA_VERSION))' '$(LIBCSV)' $(BESIDES)

$(OTHERS): deps
	@$(MAKE) $@
