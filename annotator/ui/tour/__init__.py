"""The program's demonstration: drives the real window as a new user would, and leaves pictures of it."""
