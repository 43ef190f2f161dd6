# A file event starts Tcl's notifier.
fileevent stdin readable {set ready 1}
vwait ready
puts done
