"""Certificates for a server that speaks HTTPS: a file of the user's, or one made on the spot."""

from __future__ import annotations

import ssl
from pathlib import Path

from fake_magento import files
from fake_magento.errors import FakeMagentoError


class CertificateError(FakeMagentoError):
    """A certificate cannot be had; the message says why."""


def load(certificate: str | Path, key: str | Path | None = None) -> ssl.SSLContext:
    """What a server needs to speak with this certificate, files of PEM. Raises `CertificateError`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key, lambda: "")
    except OSError as error:  # ssl.SSLError is one
        named = f"{certificate} and {key}" if key else str(certificate)
        reason = (
            "no certificate in PEM with the key that belongs to it"
            if isinstance(error, ssl.SSLError)
            else error.strerror
        )
        raise CertificateError(f"{named}: {reason}") from None
    return context


def made_for(host: str, ca_file: str | Path | None = None) -> ssl.SSLContext:
    """What a server needs to speak as this host, ``localhost`` and ``127.0.0.1``, with a certificate made now.

    Its CA is made as well. The CA's certificate, which clients must trust, is written to ``ca_file``. Wants the extra
    ``https``; raises `CertificateError` where that is missing or the file cannot be written.
    """
    try:
        import trustme
    except ImportError:
        raise CertificateError("a certificate is made by trustme: pip install 'fake-magento[https]'") from None
    ca = trustme.CA(organization_name="fake-magento")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(*{host.strip("[]"), "localhost", "127.0.0.1"}).configure_cert(context)
    if ca_file is not None:
        try:
            files.write(ca_file, ca.cert_pem.bytes())
        except OSError as error:
            raise CertificateError(f"{error.filename}: {error.strerror}") from None
    return context
