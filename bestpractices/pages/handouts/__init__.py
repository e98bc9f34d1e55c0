"""Hand-outs of each step of the thread: from an edition and a session to plain parts."""
