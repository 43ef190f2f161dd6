"""scpipe on the kernels that people run: boots Debian's kernels in a virtual machine and tries it there."""
