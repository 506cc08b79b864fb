# Every task has one name here. `make` alone lists them.
#
# `make demo` and `make test` install the system libraries that are missing (see scripts/bootstrap).

SHELL := /bin/bash
.DEFAULT_GOAL := help
SWIFT ?= swift
PREFIX ?= /usr/local
# Without testable imports, programs and tests share one build.
TEST_FLAGS := -c release --disable-testable-imports
INSTALL_FLAGS := -c release --static-swift-stdlib --scratch-path .build/install --product augment -Xlinker -s

# XGBoost and oneDNN bring libgomp, whose threads spin while they wait and starve a shared machine.
export OMP_WAIT_POLICY := passive

.PHONY: help bootstrap build demo test test-slow format lint check bench install uninstall clean

help: ## list these tasks
	@echo "usage: make TASK"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

bootstrap: ## install the system libraries that are missing
	@scripts/bootstrap

build: bootstrap ## build the release binary, .build/release/augment
	$(SWIFT) build -c release --product augment

demo: build ## make 2,000 rows and 90 images from fixtures, in demo-output/
	@mkdir -p demo-output
	.build/release/augment --input fixtures/tables/loans.csv --rows 2000 --output demo-output/loans --force
	.build/release/augment --input fixtures/images/shapes --rows 90 --balance --steps 600 --output demo-output/shapes --force

test: bootstrap ## build everything, run the tests but the slow ones, check layers and sizes
	$(SWIFT) build -c release --build-tests
	scripts/run-tests $(SWIFT) test $(TEST_FLAGS) --skip Slow
	@scripts/check-layers
	@scripts/check-sizes

test-slow: bootstrap ## run the suites whose names end in Slow
	scripts/run-tests $(SWIFT) test $(TEST_FLAGS) --filter Slow

format: ## format the Swift sources in place
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

lint: ## report what the formatter and its rules object to
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

check: lint test ## lint, then test

bench: build ## run the recorded benchmarks (needs ../shared; PYTHON names an interpreter)
	@Benchmarks/run

install: bootstrap ## put augment, its manual page and completions into PREFIX (/usr/local)
	$(SWIFT) build $(INSTALL_FLAGS)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$($(SWIFT) build $(INSTALL_FLAGS) --show-bin-path)/augment" "$(DESTDIR)$(PREFIX)/bin/augment"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	"$(DESTDIR)$(PREFIX)/bin/augment" manual > "$(DESTDIR)$(PREFIX)/share/man/man1/augment.1"
	"$(DESTDIR)$(PREFIX)/bin/augment" completions bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/augment"
	"$(DESTDIR)$(PREFIX)/bin/augment" completions zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_augment"
	"$(DESTDIR)$(PREFIX)/bin/augment" completions fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/augment.fish"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/augment; try man augment"

uninstall: ## remove what install has put into PREFIX
	rm -f "$(DESTDIR)$(PREFIX)/bin/augment" "$(DESTDIR)$(PREFIX)/share/man/man1/augment.1" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/augment" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_augment" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/augment.fish"

clean: ## remove what was built and the demo's output
	rm -rf .build demo-output
