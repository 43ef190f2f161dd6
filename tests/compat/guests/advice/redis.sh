# redis.sh [OPTION...]: a server, a background save, and a write after it.
redis-server --port 0 --unixsocket "$PWD/s" --dir "$PWD" --logfile "$PWD/log" "$@" &
i=0
until redis-cli -s s ping > pong 2>&1 && grep -q PONG pong || [ $i -ge 1200 ]; do sleep 0.1; i=$((i + 1)); done
redis-cli -s s set before 1 > /dev/null
if [ $# -eq 0 ]; then
    redis-cli -s s bgsave > /dev/null
    until grep -q 'Background saving \(error\|terminated\)' log || [ $i -ge 1200 ]; do sleep 0.1; i=$((i + 1)); done
    sleep 1
fi
redis-cli -s s set after 2
redis-cli -s s shutdown nosave
wait $!
echo "status $?"
