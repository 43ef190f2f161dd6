#!/bin/busybox sh
# The first process of the virtual machine. Its root becomes the machine's own, read-only, below one in memory:
# what is written is gone afterwards. Then the command runs, and the virtual machine ends.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev
for module in /modules/*; do $b insmod "$module" 2>/dev/null; done
if ! { $b mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=262144,cache=loose machine /low &&
    $b mount -t tmpfs -o size=60% tmpfs /up && $b mkdir /up/upper /up/work &&
    $b mount -t overlay -o lowerdir=/low,upperdir=/up/upper,workdir=/up/work overlay /root; }; then
    echo "the root cannot be mounted"
    $b poweroff -f
fi
for name in proc sys dev; do $b mount --move "/$name" "/root/$name"; done
$b mkdir -p /root/dev/shm /root/dev/pts
$b mount -t devpts devpts /root/dev/pts
$b mount -t tmpfs -o mode=1777 tmpfs /root/dev/shm
$b mount -t tmpfs -o mode=755 tmpfs /root/run
for link in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do $b ln -s "/proc/self/${link#*:}" "/root/dev/${link%:*}"; done
# The first version of cgroups, which some attacks are about.
$b mount -t tmpfs tmpfs /root/sys/fs/cgroup
for kind in cpu memory devices freezer pids; do
    $b mkdir "/root/sys/fs/cgroup/$kind"
    $b mount -t cgroup -o "$kind" cgroup "/root/sys/fs/cgroup/$kind" 2>/dev/null
done
$b ip link set lo up
$b cp $b /command /root/run
exec $b switch_root /root /run/busybox sh -c '
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
/run/busybox sh /run/command
/run/busybox poweroff -f'
