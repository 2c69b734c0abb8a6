#!/bin/sh
# Install exactly what a lock names, hashes checked, then the program itself: install_locked.sh PYTHON LOCK [FOLDER]
# FOLDER holds wheels: with it nothing is fetched.
set -eu

python=$1
lock=$2
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONWARNINGS=ignore
if [ $# -gt 2 ]; then
    export PIP_NO_INDEX=1 PIP_FIND_LINKS="$3"
fi

# -qq: errors only. --no-deps: the lock is complete, and torch's wish for CUDA is not granted.
pip() { "$python" -m pip install -qq --no-deps "$@"; }

pip --require-hashes -r "$lock"
if ! pip --require-hashes -r requirements-torch.lock 2>/dev/null; then
    # Another system or Python than the CPU build was pinned for: the pinned version as it is offered.
    "$python" -m pip install -qq "$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements-torch.lock)"
fi
pip --no-build-isolation -e .
wrong=$("$python" -m pip check 2>&1) || {
    echo "$wrong" >&2
    exit 1
}
