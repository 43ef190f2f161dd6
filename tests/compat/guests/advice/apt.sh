# apt-get update with lists of its own, from a repository without packages in this directory.
mkdir -p repository lists/partial cache/archives/partial parts
: > repository/Packages
echo "deb [trusted=yes] file:$PWD/repository ./" > sources
apt-get -q -o Dir::Etc::sourcelist="$PWD/sources" -o Dir::Etc::sourceparts="$PWD/parts" \
    -o Dir::State::lists="$PWD/lists" -o Dir::Cache="$PWD/cache" -o APT::Sandbox::User= update
echo "status $?"
