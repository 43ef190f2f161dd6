# celery.sh PYTHON [OPTION...]: a worker of celery's, one task, and SIGTERM when the task is done.
# It gives up once the report says that the task was refused; nothing else would end it.
python=$1 i=0
shift
mkdir queue control
"$python" -c 'import tasks; tasks.add.delay(2, 3)' || exit
"$python" -m celery -A tasks worker -c 1 --without-mingle --without-gossip --without-heartbeat "$@" > log 2>&1 &
until [ -s result ] || grep -qs '"what": *"a task on' report.jsonl || [ $i -ge 1200 ]; do sleep 0.1; i=$((i + 1)); done
if [ -s result ]; then kill -TERM $!; else kill -KILL $!; fi
wait $!
echo "status $?"
cat result
