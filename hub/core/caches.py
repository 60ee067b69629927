"""The shared cache, for a place whose Redis may be away for a while: pages then do without it."""

import logging
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedis(RedisCache):
    """Django's Redis cache that has nothing, and keeps nothing, while Redis does not answer.

    `answers` tells whether it does, for what must not go uncounted.
    """

    def _without(self, name: str, instead: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), name)(*args, **kwargs)
        except (RedisError, OSError):
            log.exception("the cache does not answer")
            return instead

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default."""
        return self._without("get", default, key, default=default, version=version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """Return what is there."""
        return dict(self._without("get_many", {}, keys, version=version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether it is there."""
        return bool(self._without("has_key", False, key, version=version))

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Add a value; return whether nobody had: nobody is known to have, while Redis is away (allauth locks with this)."""
        return bool(self._without("add", True, key, value, *args, **kwargs))

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        """Set a value."""
        self._without("set", None, key, value, *args, **kwargs)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Set values; return the keys that could not be set."""
        return list(self._without("set_many", list(data), data, *args, **kwargs))

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Keep a value for longer; return whether it was there."""
        return bool(self._without("touch", False, key, *args, **kwargs))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value; return whether it was there."""
        return bool(self._without("delete", False, key, version=version))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Delete values."""
        self._without("delete_many", None, keys, version=version)

    def answers(self) -> bool:
        """Whether Redis answers now."""
        try:
            super().has_key("answers")
        except (RedisError, OSError):
            return False
        return True


def answers() -> bool:
    """Whether the shared cache counts; a cache of another kind raises by itself where it does not."""
    backend = caches["default"]
    return backend.answers() if isinstance(backend, ForgivingRedis) else True
