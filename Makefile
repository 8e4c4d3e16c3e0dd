# make demo and make test need Go and make, and do the rest themselves. The first build of the embedded Temporal server
# takes some minutes; later ones take seconds.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

DATA  ?= .canbo
N     ?= 2000
TASKS ?= 100000
ENTRIES ?= 100000
TOOL  := go tool -modfile=$(CURDIR)/tools/go.mod
# The product and the all-in-one program are two modules, so that the product does not carry the Temporal server.
MODULES := . cmd/standalone

##@ Run

.PHONY: demo
demo: setup build ## The demonstration district: evaluation, planning lists, rotations (KEEP=1 stays up afterwards)
	bin/canbo-standalone demo --data=$(DATA) $(if $(KEEP),--keep)

.PHONY: up
up: setup build ## Start everything, import the district if the database is empty, and stay
	bin/canbo-standalone up --data=$(DATA)

.PHONY: build
build: standalone ## Build the programs into bin/
	go build -o bin/canbo ./cmd/canbo

.PHONY: standalone
standalone:
	@if [ ! -e bin/canbo-standalone ]; then echo "Building the embedded Temporal server: some minutes the first time."; fi
	go build -C cmd/standalone -o $(CURDIR)/bin/canbo-standalone .

.PHONY: setup-browser
setup-browser: ## Find or install chromium, for the tests of the pages
	@scripts/setup-chromium.sh

.PHONY: setup
setup: ## Find or install PostgreSQL
	@scripts/setup-postgres.sh

.PHONY: setup-cbc
setup-cbc: ## Find or install the solver that the rotation plan's is compared with
	@scripts/setup-cbc.sh

##@ Check

.PHONY: test
test: check ## Everything: all of check, on a machine that has nothing yet

.PHONY: check
check: setup setup-browser setup-cbc format vet lint workflowcheck current ## Format, vet, lint, workflow rules, then every test of both modules
	go test ./...
	go test -C cmd/standalone ./...

.PHONY: format
format: ## Name the files that gofmt or go fix would change
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "Run make fmt; not formatted:"; echo "$$unformatted"; exit 1; fi
	@for m in $(MODULES); do (cd $$m && go fix -diff ./...) || { echo "Run make fmt."; exit 1; }; done

.PHONY: vet
vet: ## go vet
	@for m in $(MODULES); do (cd $$m && go vet ./...); done

.PHONY: lint
lint: ## golangci-lint
	@for m in $(MODULES); do (cd $$m && $(TOOL) golangci-lint run --config=$(CURDIR)/.golangci.yml ./...); done

.PHONY: workflowcheck
workflowcheck: ## Determinism of the workflows
	$(TOOL) workflowcheck -config workflowcheck.yaml ./workflows/...

.PHONY: current
current: ## Name the page components whose generated code is not that of their templates
	@$(TOOL) templ generate -path internal/web/pages >/dev/null 2>&1
	@git diff --exit-code --stat -- internal/web/pages || { echo "Run make templ and commit."; exit 1; }

.PHONY: walks
walks: setup setup-browser ## Walk through the pages with chromium (CANBO_SCREENS=dir keeps the pictures)
	go test ./internal/web -run '^TestWalk' -count=1

.PHONY: fault
fault: setup standalone ## Kill workers, web, Temporal and PostgreSQL while robots work, then check that nothing is lost or doubled (SEED=n)
	bin/canbo-standalone fault $(if $(SEED),--seed=$(SEED))

##@ Measure

.PHONY: bench-cycle
bench-cycle: setup standalone ## Evaluate N=2000 synthetic officials from opening to closing; JSON (PROFILES=dir for pprof)
	bin/canbo-standalone bench-cycle --officials=$(N) $(if $(PROFILES),--profiles=$(PROFILES))

.PHONY: bench-inbox
bench-inbox: setup standalone ## Read inboxes through the API with TASKS=100000 open tasks; JSON
	bin/canbo-standalone bench-inbox --tasks=$(TASKS)

.PHONY: bench-pages
bench-pages: setup ## First byte and size of the main pages of everybody, with 1,000 officials in the cycle
	@go test ./internal/web -run '^$$' -bench '^BenchmarkPages$$' -benchtime 20x -timeout 30m

.PHONY: bench-planning
bench-planning: standalone ## Screen ENTRIES=100000 entries of planning lists against a full policy; JSON (PROFILES=dir for pprof)
	@bin/canbo-standalone bench-planning --entries=$(ENTRIES) $(if $(PROFILES),--profiles=$(PROFILES))

.PHONY: bench-rotation
bench-rotation: setup-cbc ## Assign 50 to 5,000 people to posts, beside cbc in one run; JSON
	@go run ./cmd/bench-rotation

.PHONY: restore-test
restore-test: setup ## Back up under load, restore elsewhere to a moment, and go on to the end
	go test -C cmd/standalone ./internal/upkeep -count=1 -v -run Restore

##@ Write

.PHONY: fmt
fmt: ## gofmt and go fix
	gofmt -w .
	@for m in $(MODULES); do (cd $$m && go fix ./...); done

.PHONY: sqlc
sqlc: ## Generate the store's code from its SQL
	$(TOOL) sqlc generate -f internal/postgres/sqlc.yaml

.PHONY: templ
templ: ## Generate the pages' code from their templates
	$(TOOL) templ generate -path internal/web/pages

.PHONY: openapi
openapi: ## Write openapi.json from the routes
	go test ./internal/web -run Description -count=1 -update

.PHONY: help
help: ## Print this
	@awk 'BEGIN {FS = ":.*## "} \
		/^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
