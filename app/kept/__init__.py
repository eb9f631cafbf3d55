"""What outlives the window, and work that outlasts a frame."""
