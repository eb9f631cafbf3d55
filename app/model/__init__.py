"""What the window works on: the session, the playhead, and the thread that trains."""
