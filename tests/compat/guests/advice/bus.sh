# A bus without dbus-run-session.
export DBUS_SESSION_BUS_ADDRESS="unix:path=$PWD/bus"
dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" &
i=0
until [ -S bus ] || [ $i -ge 1200 ]; do sleep 0.1; i=$((i + 1)); done
dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetId > reply && echo answered
kill $!
wait $!
