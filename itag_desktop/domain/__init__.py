"""What things are: pure, frozen values and the error tree. Imports nothing of the project."""
