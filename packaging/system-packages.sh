#!/bin/sh
# Installs the system libraries that Qt needs on Debian and Ubuntu, where any is missing and we may (root or sudo).
# Elsewhere it only says what is missing: Qt's own wheels bring the rest.
set -eu
[ "$(uname)" = Linux ] || exit 0

missing=
need() { # library file, Debian package
    ldconfig -p 2>/dev/null | grep -q "$1" || missing="$missing $2"
}
PATH="$PATH:/sbin:/usr/sbin"
need libEGL.so.1 libegl1
need libGL.so.1 libgl1
need libxkbcommon.so.0 libxkbcommon0
need libdbus-1.so.3 libdbus-1-3
need libfontconfig.so.1 libfontconfig1
need libglib-2.0.so.0 libglib2.0-0
need libxcb-cursor.so.0 libxcb-cursor0
need libxcb-icccm.so.4 libxcb-icccm4
need libxcb-keysyms.so.1 libxcb-keysyms1
need libxcb-shape.so.0 libxcb-shape0
need libxkbcommon-x11.so.0 libxkbcommon-x11-0
# For the benchmarks: a screen to show windows on, where there is none.
[ "${1:-}" != bench ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
# Where no test may be skipped: pandoc and its citeproc, poppler's own extraction, system calls one by one.
if [ -n "${ANNOTATOR_REQUIRE_ALL:-}" ]; then
    command -v pandoc >/dev/null 2>&1 || missing="$missing pandoc"
    command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
    command -v strace >/dev/null 2>&1 || missing="$missing strace"
fi
# For the test with a client of assistive technology: a screen, a message bus, and the client's own library.
if [ "${1:-}" = screen-reader ]; then
    command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
    command -v dbus-daemon >/dev/null 2>&1 || missing="$missing dbus"
    [ -x /usr/libexec/at-spi-bus-launcher ] || missing="$missing at-spi2-core"
    /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null ||
        missing="$missing python3-gi gir1.2-atspi-2.0"
fi
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Qt may need these libraries (named as in Debian), which this system doesn't show:$missing"
    exit 0
fi
if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null 2>&1; then as_root=sudo
else
    echo "Please have these packages installed, then try again:$missing"
    exit 1
fi
echo "Installing system packages:$missing"
$as_root apt-get update -qq
# Recommended packages would bring a desktop along.
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null
