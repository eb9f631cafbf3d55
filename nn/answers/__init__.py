"""What a network answers: to one vector, to fresh ones, to all there are."""
