# Background jobs, wait, subshells and redirections: everything a script can do without data in a pipe.
set -eu
(echo one; (echo two)) > out.txt
echo three >> out.txt
{ sleep 0.1; echo four > job.txt; } &
first=$!
(exit 3) &
second=$!
wait "$first"
status=0
wait "$second" || status=$?
cat < out.txt
cat job.txt
while read -r line; do last=$line; done < out.txt
exec 3> fd.txt
echo five >&3
exec 3>&-
cat fd.txt
echo "last $last status $status"
sleep 0.1 & sleep 0.1 & wait
trap 'echo trapped' USR1
kill -USR1 $$
false || echo end
