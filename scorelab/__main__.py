"""`python -m scorelab` is the command `scorelab`."""

from scorelab.cli import main

if __name__ == "__main__":
    main()
