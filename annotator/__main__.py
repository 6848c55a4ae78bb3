"""`python -m annotator` is the same command as `annotator`."""

from annotator.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
