# git.sh WAY: a repository, and a copy of it by git clone, by cp, or a bundle.
git init -q from
cd from
git -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m first
cd ..
case $1 in
clone) git clone -q "file://$PWD/from" to ;;
copy) cp -r from to ;;
bundle) cd from && git bundle create -q ../x.bundle --all; echo "status $?"; exit ;;
esac
cd to && git log --oneline > log && git status --short && echo cloned
