#!/bin/sh
# Unpacks Debian's packages for another architecture into a folder, for programs
# to be built with and to run on:
#
#   cross_root.sh ARCHITECTURE FOLDER PACKAGE...
#
# They come from where this machine's do; what is installed here stays as it is.
set -eu

architecture=$1
mkdir -p "$2/apt/lists/partial" "$2/apt/archives/partial"
folder=$(cd "$2" && pwd)
shift 2

apt() {
  apt-get -qq -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" \
    -o Dir::State="$folder/apt" -o Dir::State::status=/dev/null -o Dir::Cache="$folder/apt" \
    -o APT::Sandbox::User="$(id -un)" "$@"
}

cd "$folder/apt"
apt update
apt download "$@"
for package in ./*.deb; do dpkg-deb -x "$package" "$folder"; done
rm -rf "$folder/apt"
