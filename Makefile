# Two commands for a user: make demo, make test. The rest is for those who change the house.
# Needs Go, gcc/g++, Node with npm; everything else is fetched by the targets below.

TAGS  := duckdb_arrow
GO    := go
BIN   := bin/asterism
STAMP := internal/asset/dist/made_by_make_build

.PHONY: build demo test check bench fuzz update prepare clean

build: $(BIN)

$(BIN): $(STAMP) FORCE
	$(GO) build -tags $(TAGS) -o $(BIN) ./cmd/asterism

FORCE:

# The browser's files: npm's exact versions, bundled by esbuild into one place that Go embeds.
$(STAMP): frontend/package-lock.json $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null) $(shell find internal/asset/build -type f 2>/dev/null)
	npm ci --prefix frontend --no-audit --no-fund --silent
	$(GO) run ./internal/asset/build
	@touch $(STAMP)

# A synthetic province, built and served on http://127.0.0.1:8080.
demo: build
	$(BIN) demo

# Chromium and fonts for the browser tests, PostgreSQL for the store's: through apt where that is possible.
prepare:
	@sh .ci/prepare

# The longest first: the browser's tests use one core for minutes, beside which the others run.
test: prepare $(STAMP)
	$(GO) vet -tags $(TAGS) ./...
	$(GO) test -tags $(TAGS) -timeout 14m ./internal/web ./internal/cli ./internal/ingest ./...

# What a change must pass before it lands: format, modules, vet, then the tests.
check: $(STAMP)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) mod tidy -diff
	$(MAKE) test

bench: build
	$(GO) run -tags $(TAGS) ./bench

# Every fuzz target in turn, FUZZTIME each, one core at the lowest priority; FUZZ=name limits the round.
fuzz: $(STAMP)
	@FUZZTIME=$(or $(FUZZTIME),10m) FUZZ='$(FUZZ)' TAGS=$(TAGS) .ci/fuzz

# Writes again what is generated: docs/cli.md, docs/tables.md, docs/glossary.md and golden files.
update: $(STAMP)
	$(GO) test -tags $(TAGS) ./internal/cli -run 'TestGenerated' -update

clean:
	rm -rf bin internal/asset/dist frontend/node_modules
