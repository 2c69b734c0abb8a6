#!/bin/sh
# Install the Debian packages given as arguments when that is possible; say what is missing when it is not.
set -u

missing=""
for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing system packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    # One by one where all at once fails, so that one absent package does not cost the others.
    apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
        for package in $missing; do
            apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
                echo "Could not install $package; going on without it."
        done
else
    echo "Not installed (no root or no apt):$missing"
    echo "Without them: no recognition of scans, no browser tests. As root: apt-get install$missing"
fi
exit 0
