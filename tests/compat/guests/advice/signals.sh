# signals.sh READY SIGNALS COMMAND...: starts the command, waits until READY (a test) is true, and sends the signals
# one after the other. The last one is to end it; "status" is then what it says.
ready=$1 signals=$2 i=0
shift 2
"$@" &
until eval "$ready" || [ $i -ge 1200 ]; do sleep 0.1; i=$((i + 1)); done
sleep 1
for signal in $signals; do
    kill -"$signal" $!
    sleep 1
done
wait $!
echo "status $?"
