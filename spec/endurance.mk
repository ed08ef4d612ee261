# The checks that nothing breaks the module: memory that runs out,
# threads, fuzzing, coverage.  Programs in C, linked with all of src/ and with
# Lua, built with a sanitizer.

LUA_LIB   ?= $(patsubst luajit,luajit-5.1,$(call lua-name,$(LUA_VERSION)))
ALL_OBJS   = $(sort $(CORE_OBJS) $(BUILD_OBJS))

LIBS_HERE  = $(addprefix -L,$(LIBCSV_LIBDIR)) -lcsv -l$(LUA_LIB) -lm -ldl

$(OUT)/%.o: spec/support/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(STRICT) -I$(LUA_INCDIR) -c -o $@ $<

# ------------------------------------------------------------------- memory
# Leaks are looked for as well; libcsv is linked in, for its requests to count.
# System calls go wrong there too.

STARVED := malloc calloc realloc open read write fsync rename fstat fchmod close

$(OUT)/starve: $(OUT)/starve.o $(ALL_OBJS)
	$(CC) $(CFLAGS) -rdynamic $(STARVED:%=-Wl,--wrap=%) -o $@ $^ $(subst -lcsv,-l:libcsv.a,$(LIBS_HERE))

check-memory:
	@$(MAKE) BUILD=$(CHECK_DIR) CC=gcc HOSTCC=gcc CFLAGS='$(SANITIZE)' $(CHECK_DIR)/$(ABI)/starve
	LUA_PATH='$(LUA_PATH_HERE)' $(CHECK_DIR)/$(ABI)/starve spec/support/scenarios.lua

# ------------------------------------------------------------------ threads

$(OUT)/threads: $(OUT)/threads.o $(ALL_OBJS)
	$(CC) $(CFLAGS) -rdynamic -o $@ $^ $(LIBS_HERE) -lpthread

check-threads:
	@$(MAKE) BUILD=$(CHECK_DIR) CC=gcc CFLAGS='-g -O1 -fsanitize=thread' $(CHECK_DIR)/$(ABI)/threads
	LUA_PATH='$(LUA_PATH_HERE)' $(CHECK_DIR)/$(ABI)/threads spec/support/thread.lua 2 4 8

# ------------------------------------------------------------------ fuzzing
# Each target for FUZZ_SECONDS, as many at a time as make may (-j), from
# FUZZ_SEED (0: another each time).  A Lua state has garbage between inputs,
# which is no leak.  The corpus grows under build/; what is small and telling
# belongs to spec/fuzz/seeds.  A finding is left there too, as crash-...

FUZZ_SECONDS ?= 60
FUZZ_SEED    ?= 0
FUZZ_TARGETS := image csv readers
FUZZ_FLAGS   := -g -O2 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_COUNT   := -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
FUZZ_FLAGS_readers := -detect_leaks=0
FUZZ_BUILD   := $(BUILD)/fuzz

.PHONY: fuzz fuzz-programs fuzz-arguments $(FUZZ_TARGETS:%=fuzz-%)

fuzz:
	@$(MAKE) BUILD=$(FUZZ_BUILD) CC=clang HOSTCC=clang CFLAGS='$(FUZZ_FLAGS) $(FUZZ_COUNT)' \
	  HOSTCFLAGS='$(FUZZ_FLAGS)' fuzz-programs
	@$(MAKE) $(FUZZ_TARGETS:%=fuzz-%) fuzz-arguments

fuzz-programs: $(FUZZ_TARGETS:%=$(OUT)/fuzz-%)

FUZZ_HELP := $(addprefix $(OUT)/,ask.o bases.o)

$(OUT)/%.o: spec/fuzz/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=fuzzer-no-link,$(CFLAGS)) $(STRICT) -Ispec/fuzz -Ispec/support -I$(LUA_INCDIR) -c -o $@ $<

$(OUT)/fuzz-%: $(OUT)/%.o $(FUZZ_HELP) $(ALL_OBJS)
	$(CC) $(CFLAGS) -fsanitize=fuzzer -rdynamic -o $@ $^ $(LIBS_HERE)

.PRECIOUS: $(OUT)/%.o

-include $(FUZZ_HELP:.o=.d) $(FUZZ_TARGETS:%=$(OUT)/%.d)

$(FUZZ_TARGETS:%=fuzz-%): fuzz-%:
	@mkdir -p $(FUZZ_BUILD)/corpus/$*
	LUA_PATH='$(LUA_PATH_HERE)' ASAN_OPTIONS=quarantine_size_mb=8 $(FUZZ_BUILD)/$(ABI)/fuzz-$* \
	  -max_total_time=$(FUZZ_SECONDS) -seed=$(FUZZ_SEED) -rss_limit_mb=1024 -timeout=10 -verbosity=0 \
	  -print_final_stats=1 $(FUZZ_FLAGS_$*) -artifact_prefix=$(FUZZ_BUILD)/ \
	  $(patsubst %,-dict=%,$(wildcard spec/fuzz/$*.dict)) $(FUZZ_BUILD)/corpus/$* spec/fuzz/seeds/$*

# The argument surface is a spec, so that every Lua has it; here with more
# rounds, and a seed that says itself.
fuzz-arguments: all
	@seed=$(FUZZ_SEED); [ $$seed != 0 ] || seed=$$(date +%s); echo "ARGUMENT_SEED=$$seed"; \
	ARGUMENT_SEED=$$seed ARGUMENT_ROUNDS=$$(($(FUZZ_SECONDS) * 400)) \
	  $(MAKE) LABEL=arguments SPECS=spec/random_arguments_spec.lua specs

# From one seed: what it finds on one machine, it finds on others.
check-fuzz:
	@rm -rf $(FUZZ_BUILD)/corpus
	@$(MAKE) fuzz FUZZ_SEED=1

# ----------------------------------------------------------------- coverage
# The specs and starve over an instrumented build, and the hosts, then a table;
# a failure where that is not enough, or a line that is not reached has no
# comment that says why.  A spec that looks at the build's shape, sets a hook of
# its own, or limits what a process may write has no place here; whether they
# pass is for make test to say.

COVERAGE     := $(BUILD)/coverage
COUNTED      := -O0 -g --coverage
COVERED       = $(MAKE) BUILD=$(COVERAGE) CC=gcc HOSTCC=gcc CFLAGS='$(COUNTED)' HOSTCFLAGS='$(COUNTED)'
COVERED_OBJS  = $(patsubst $(BUILD)/%,$(COVERAGE)/%,$(filter-out %/registry_image.o,$(ALL_OBJS) $(PACK_OBJS)))
AS_COVERED    = COVERING='$(CURDIR)/$(COVERAGE)/hits'
host-lua      = $(basename $(lastword $(call host-label,$1)))

.PHONY: coverage $(HOSTS:%=covered-%)

check-coverage: coverage

coverage:
	@rm -rf $(COVERAGE) && mkdir -p $(COVERAGE)/bin
	$(CC) -O2 -fPIC -shared -I$(LUA_INCDIR) -o $(COVERAGE)/covering.so spec/support/covering.c
	-$(AS_COVERED) LUA_INIT="package.loadlib('$(CURDIR)/$(COVERAGE)/covering.so', 'luaopen_covering')()" \
	  $(COVERED) LABEL=coverage BUSTED_FLAGS='--exclude-tags=exhaustive,browser,shape,hooks,limits' specs
	$(COVERED) $(COVERAGE)/$(ABI)/starve
	LUA_PATH='$(LUA_PATH_HERE)' $(COVERAGE)/$(ABI)/starve spec/support/scenarios.lua >$(COVERAGE)/starve.log
	@$(MAKE) $(HOSTS:%=covered-%)
	gcov -b --json-format --stdout $(COVERED_OBJS) >$(COVERAGE)/gcov.json
	@$(LUA) spec/support/coverage.lua $(COVERAGE)/hits $(COVERAGE)/gcov.json 5.4:lua/ianaports.lua 5.4:lua/ianaports \
	  $(call host-lua,nmap):lua/nmap $(call host-lua,tshark):lua/wireshark

# A host that its specs find in front of the real one.
$(HOSTS:%=covered-%): covered-%: all
	@$(MAKE) LUA_VERSION=$(call host-lua,$*) all
	$(CC) -O2 -fPIC -shared -Wl,-z,lazy -I$(call lua-incdir,$(call host-lua,$*)) -o $(COVERAGE)/$*.so spec/support/covering.c
	@printf '#!/bin/sh\nLD_PRELOAD=%s exec %s "$$@"\n' '$(CURDIR)/$(COVERAGE)/$*.so' "$$(command -v $*)" >$(COVERAGE)/bin/$*
	@chmod +x $(COVERAGE)/bin/$*
	-$(AS_COVERED) PATH="$(CURDIR)/$(COVERAGE)/bin:$$PATH" $(MAKE) LABEL='$(call host-label,$*)' \
	  SPECS='spec/hosts/$**_spec.lua' specs
