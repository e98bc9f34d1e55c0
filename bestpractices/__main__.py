"""python -m bestpractices: the command line."""

from bestpractices.cli import main

if __name__ == "__main__":
    main()
