#!/bin/sh
# Make a virtual environment with Python 3.11 or newer: make_venv.sh PYTHON FOLDER
set -eu

python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; $("$python" --version 2>&1) was found. Try: make PYTHON=python3.11" >&2
    exit 1
}
[ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1 && exit 0

if "$python" -m venv --clear "$folder" 2>/dev/null; then
    exit 0
fi
# Debian without python3-venv lacks ensurepip: make the environment bare and take pip from outside it.
"$python" -m venv --clear --without-pip "$folder"
if "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m pip --python "$folder/bin/python" install --quiet pip
    exit 0
fi
echo "Neither venv nor pip is there. As root: apt-get install python3-venv" >&2
exit 1
