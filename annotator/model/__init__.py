"""What every room speaks: frozen dataclasses, on the standard library alone."""
