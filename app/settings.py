"""Every setting, read from the environment in one place. The README lists them."""

from importlib.resources import files
from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.language.model import BUNDLED


def bundled(name: str) -> Path:
    """A data folder of ours (`knowledge`): inside the package when installed from a wheel, else beside it in the checkout."""
    package = Path(str(files("app")))
    installed = package / "bundled" / name
    return installed if installed.is_dir() else package.parent / name


class Settings(BaseSettings):
    """What an operator can set, by environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    knowledge_dir: Path = Field(default_factory=lambda: bundled("knowledge"), description="folder of profiles, vocabularies, phrases and tuning")
    cache_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("flipped-tto")), description="where the prepared model and vectors are kept"
    )
    model: str = Field(BUNDLED, description="the bundled model, or the folder or hub name of a sentence-transformers model")
    way_out: str = Field("vlaio", description="id of the profile of the general front door")
    host: str = Field("127.0.0.1", description="address that `serve` listens on")
    port: int = Field(8000, ge=0, le=65535, description="port that `serve` listens on")
