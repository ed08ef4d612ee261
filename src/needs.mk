# What a build needs: a C compiler, the headers of a Lua, and libcsv.  Sets LUA,
# LUA_INCDIR and ABI (504, 501jit), and says what is missing before anything is compiled.

lua-names = $(if $(filter jit,$1),luajit,lua$1 lua-$1 lua$(subst .,,$1))
lua-name  = $(firstword $(lua-names))
find-lua  = $(or $(shell for n in $(lua-names) lua; do \
              command -v $$n >/dev/null && echo $$n && break; done),$(lua-name))
LUA      ?= $(call find-lua,$(LUA_VERSION))

# Headers are in Debian's folder, or where pkg-config says, which knows a Lua by
# several names.
debian-incdir = /usr/include/$(patsubst luajit,luajit-2.1,$(lua-name))
known-incdir  = $(patsubst -I%,%,$(firstword $(shell export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1; \
                  for n in $(lua-names); do pkg-config --cflags-only-I $$n && break; done 2>/dev/null)))
lua-incdir    = $(or $(patsubst %/lua.h,%,$(wildcard $(debian-incdir)/lua.h)),$(known-incdir),$(debian-incdir))

# A compiler may know a lua.h of its own, of another Lua: without LUA_INCDIR it must
# be that of LUA_VERSION.
WANTED_ABI := $(if $(LUA_INCDIR),50%,$(patsubst 5.%,50%,$(LUA_VERSION:jit=5.1)))
ifndef LUA_INCDIR
LUA_INCDIR := $(call lua-incdir,$(LUA_VERSION))
endif

# The ABI is named by the headers, not by LUA_VERSION: LuaRocks says only where these
# are.  The number in them is an expression in Lua 5.5.
NO_HEADERS := help clean test tested-% check checked-%
GOALS      := $(filter-out $(NO_HEADERS),$(or $(MAKECMDGOALS),all))
ifneq ($(GOALS),)
including = $(CC) -E -P $(1:%=-include %) -I$(LUA_INCDIR) $(addprefix -I,$(LIBCSV_INCDIR)) -x c
number    = $(filter $(WANTED_ABI),$(shell { n=$$(echo LUA_VERSION_NUM | $(including) - | tail -n 1) \
              && echo $$(($$n)); } 2>/dev/null))
ABI      := $(call number,lua.h $(if $(filter-out core env uninstall,$(GOALS)),csv.h))
ifeq ($(ABI),)
known    := $(shell command -v $(firstword $(CC)))
csv      := $(shell $(call including,csv.h) /dev/null >/dev/null 2>&1 && echo found)
MISSING  := $(if $(known),$(if $(call number,lua.h),,lua.h) $(if $(csv),,csv.h),$(firstword $(CC)))
$(error A build needs a C compiler (CC: $(CC)), lua.h of Lua $(LUA_VERSION) (LUA_INCDIR: $(LUA_INCDIR)) \
  and csv.h of libcsv (LIBCSV_INCDIR: $(LIBCSV_INCDIR)); missing: $(strip $(MISSING)). \
  Where there is apt-get, `make deps all` installs them)
endif
ABI := $(ABI)$(if $(wildcard $(LUA_INCDIR)/luajit.h),jit)
endif

# A compiler's machine, but for its vendor: what LIBCSV_* names is for that of CC.
machine = $(subst -unknown,,$(subst -pc,,$(shell $1 -dumpmachine 2>/dev/null)))
ifneq ($(LIBCSV_INCDIR)$(LIBCSV_LIBDIR),)
ifeq ($(call machine,$(CC)),$(call machine,$(HOSTCC)))
HOST_LIBCSV_INCDIR ?= $(LIBCSV_INCDIR)
HOST_LIBCSV_LIBDIR ?= $(LIBCSV_LIBDIR)
endif
endif
