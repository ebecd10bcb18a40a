"""Texts and files that are stored encrypted where the office gave a key (``ENCRYPTION_KEY``), else
plainly.

What is stored tells by its beginning whether it is encrypted, so a key can be given, changed or
taken back at any time; ``models.encrypting`` then brings what is stored to what is given.
"""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

MARK = "fernet:"
"""What an encrypted text begins with."""
_MARK = MARK.encode()
_ATTRIBUTE = "kaona_cipher"


class CannotDecrypt(Exception):
    """What is stored is encrypted, and no key that was given opens it."""


class BadKey(ValueError):
    """A key is none of Fernet's: 32 bytes in URL-safe base64."""


class Cipher:
    """Encrypts with the first of some keys and decrypts with any; without keys texts stay plain."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        """Take keys, the newest first; BadKey for one that is none."""
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError as problem:
            raise BadKey("a key is 32 bytes in URL-safe base64") from problem
        self._newest = fernets[0] if fernets else None
        self._any = MultiFernet(fernets) if fernets else None

    @property
    def has_key(self) -> bool:
        """Whether texts are encrypted."""
        return self._newest is not None

    def lock(self, text: str) -> str:
        """Return a text as it is stored."""
        return self.lock_bytes(text.encode()).decode()

    def lock_bytes(self, content: bytes) -> bytes:
        """Return a file as it is stored."""
        return content if self._newest is None else _MARK + self._newest.encrypt(content)

    def unlock(self, stored: str) -> str:
        """Return a stored text as it was written; CannotDecrypt when no key opens it."""
        return self.unlock_bytes(stored.encode()).decode()

    def unlock_bytes(self, stored: bytes) -> bytes:
        """Return a stored file as it was given; CannotDecrypt when no key opens it."""
        if not stored.startswith(_MARK):
            return stored
        if self._any is None:
            raise CannotDecrypt("what is stored is encrypted and ENCRYPTION_KEY is not set")
        try:
            return self._any.decrypt(stored.removeprefix(_MARK))
        except InvalidToken:
            raise CannotDecrypt("no key of ENCRYPTION_KEY opens what is stored") from None

    def is_up_to_date(self, stored: str | bytes) -> bool:
        """Whether something is stored as it would be stored now."""
        raw = stored.encode() if isinstance(stored, str) else stored
        if self._newest is None or not raw.startswith(_MARK):
            return self._newest is None and not raw.startswith(_MARK)
        try:
            self._newest.decrypt(raw.removeprefix(_MARK))
        except InvalidToken:
            return False
        return True


_PLAIN = Cipher()


def use_cipher(dialect: Dialect, cipher: Cipher) -> None:
    """Have an engine's encrypted columns use a cipher."""
    setattr(dialect, _ATTRIBUTE, cipher)


def cipher_of(dialect: Dialect) -> Cipher:
    """Return the cipher of an engine's encrypted columns."""
    found = getattr(dialect, _ATTRIBUTE, _PLAIN)
    return found if isinstance(found, Cipher) else _PLAIN


class EncryptedText(TypeDecorator[str]):
    """A text of at most ``plain_length`` letters, encrypted at rest. It cannot be searched for."""

    impl = Text
    cache_ok = True

    def __init__(self, plain_length: int | None = None) -> None:
        super().__init__()
        self.plain_length = plain_length
        """What the column held before it was encrypted; SQLite does not hold texts to it."""

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        if dialect.name == "sqlite" and self.plain_length:
            return String(self.plain_length)
        return Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher_of(dialect).lock(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher_of(dialect).unlock(value)


class EncryptedBytes(TypeDecorator[bytes]):
    """A file that is encrypted at rest, which takes a third more room."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).lock_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).unlock_bytes(bytes(value))
