"""Files and directories: finding them, rewriting them safely."""
