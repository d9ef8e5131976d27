#!/bin/sh
# Install Chromium and its driver from Debian's or Ubuntu's packages, if they are not there yet.
set -eu

present() { command -v chromium >/dev/null && command -v chromedriver >/dev/null; }

present && exit 0
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" -eq 0 ]; then as_root=; else as_root=sudo; fi
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq
    $as_root apt-get install -qq -y --no-install-recommends chromium chromium-driver fonts-dejavu-core >/dev/null
fi
present && exit 0
echo "The page tests need the commands 'chromium' and 'chromedriver' on the PATH." >&2
echo "Install Chromium and the ChromeDriver of the same version, then run 'make test-pages' again." >&2
exit 1
