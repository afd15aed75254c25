"""`python -m constructs_pkg.commands`: the command line."""

from constructs_pkg.commands import main

if __name__ == "__main__":
    main()
