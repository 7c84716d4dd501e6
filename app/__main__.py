"""`python -m app` is the same as `flipped-tto`."""

from app.interfaces.cli.main import app

if __name__ == "__main__":
    app()
