"""What must not be told: keys in whatever form they are written, passwords and sessions in addresses."""

from __future__ import annotations

import base64
import re
from functools import cached_property
from urllib.parse import SplitResult

from fake_magento.client.address import port_of, with_addresses

HIDDEN = "***"

LONG = 6
"""From how many characters on a secret is known wherever it stands; a shorter one could be anything."""

_TAG = re.compile(r"(</?[A-Za-z_][^<>]*>)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{7,}={0,2}")
_URL_SAFE = str.maketrans("-_", "+/")
_ENTITIES = {"<": "lt", ">": "gt", "&": "amp", '"': "quot", "'": "apos"}
_PARAMETER = re.compile(r"\b((?:PHPSESSID|_*SID|api_?key|password)=)[^\s&;,\"'<>]+", re.IGNORECASE)


class Secrets:
    """Texts that are not told, each with what stands for it. Of two that begin at one place the longer is seen."""

    def __init__(self) -> None:
        self.masks: dict[str, str] = {}

    def add(self, secret: str, mask: str) -> None:
        """One more secret, where it is not known yet."""
        if secret not in self.masks:
            self.masks[secret] = mask
            self.__dict__.pop("_forms", None)

    @cached_property
    def _forms(self) -> _Forms:
        return _Forms({secret: mask for secret, mask in self.masks.items() if len(secret) >= LONG})

    def text(self, text: str) -> str:
        """The text without the secrets, written as they are or in entities, percent-encoded or in base64.

        One that is a word or a number of its own is seen where it stands alone, and not in the tags of a document.
        """
        return self._forms.hide(text)


class _Forms:
    """The forms of secrets, each with its mask."""

    def __init__(self, masks: dict[str, str]) -> None:
        self._masks = sorted(masks.items(), key=lambda each: -len(each[0]))
        words = [secret for secret, _ in self._masks if _WORD.fullmatch(secret)]
        self._words = self._pattern(words)
        self._others = self._pattern([secret for secret, _ in self._masks if secret not in words])
        self._cores = [(core, mask) for secret, mask in self._masks for core in _cores(secret.encode(errors="replace"))]

    def _pattern(self, secrets: list[str]) -> re.Pattern[str] | None:
        named = {secret: number for number, (secret, _) in enumerate(self._masks)}
        return re.compile("|".join(f"(?P<s{named[each]}>{_form(each)})" for each in secrets)) if secrets else None

    def hide(self, text: str) -> str:
        if not self._masks:
            return text
        parts = _TAG.split(self._hidden(text, self._others))
        parts[::2] = [self._hidden(part, self._words) for part in parts[::2]]
        return _BASE64.sub(self._decoded, "".join(parts))

    def _hidden(self, text: str, pattern: re.Pattern[str] | None) -> str:
        return (
            text if pattern is None else pattern.sub(lambda found: self._masks[int(str(found.lastgroup)[1:])][1], text)
        )

    def _decoded(self, found: re.Match[str]) -> str:
        run = found[0].translate(_URL_SAFE)
        return next((mask for core, mask in self._cores if core in run), found[0])


def _form(secret: str) -> str:
    """A pattern of the secret, each character as it is or as documents and addresses write it."""
    characters = "".join(map(_character, secret))
    return rf"(?:(?<!\w)|(?<=%[0-9A-Fa-f]{{2}})){characters}(?!\w)" if _WORD.fullmatch(secret) else characters


def _character(each: str) -> str:
    forms = [re.escape(each), f"&#0*{ord(each)};", f"(?i:&#x0*{ord(each):x};)"]
    if each in _ENTITIES:
        forms.append(f"&{_ENTITIES[each]};")
    if each == " ":
        forms.append(r"\+")
    for encoding in ("utf-8", "latin-1"):
        encoded = each.encode(encoding, "ignore")
        if encoded:
            forms.append(f"(?i:{''.join(f'%{byte:02x}' for byte in encoded)})")
            forms.append(re.escape(encoded.decode("ascii", "surrogateescape")))  # as transcripts have what is no UTF-8
    return f"(?:{'|'.join(dict.fromkeys(forms))})"


def _cores(secret: bytes) -> set[str]:
    """What base64 has of the secret for certain, wherever in the encoded bytes it stands."""
    return {
        base64.b64encode(bytes(before) + secret).decode()[-(-before * 4 // 3) : (before + len(secret)) * 4 // 3]
        for before in range(3)
    }


def without_passwords(text: str) -> str:
    """The text without the passwords of addresses, and the keys and sessions that are parameters of them."""
    return _PARAMETER.sub(rf"\1{HIDDEN}", with_addresses(text, _without_password))


def _without_password(address: SplitResult) -> str | None:
    """A password with a slash in it ends at the last at sign: what stands before looks like a port that is none."""
    scheme, _, rest = address.geturl().partition("://")
    user, at, _ = address.netloc.rpartition("@")
    if at:
        return f"{scheme}://{HIDDEN}@{rest[len(user) + 1 :]}"
    if "@" in rest and not _has_port(address):
        return f"{scheme}://{HIDDEN}@{rest.rpartition('@')[2]}"
    return None


def _has_port(address: SplitResult) -> bool:
    try:
        return port_of(address) is not None
    except ValueError:
        return False
