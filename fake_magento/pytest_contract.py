"""The plugin's side of a client's contract: gathers what the tests called, in all processes, and writes it at the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fake_magento.client_contract import ClientContract, ContractError

OPTION = "--fake-magento-contract"
_OUTPUT = "fake_magento_contract"
"""Under which name a worker of pytest-xdist hands on what it has gathered."""

GATHERED = pytest.StashKey[ClientContract]()


class ContractPlugin:
    """Gathers calls while the tests run, and writes the contract when they are over."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        """Raises `pytest.UsageError` where the file holds something else."""
        self._config = config
        self._path = path
        self._told: list[str] = []
        config.stash[GATHERED] = self._contract = ClientContract()
        try:
            self._before = ClientContract.load(path) if path.exists() else None
        except (ContractError, OSError) as error:
            raise pytest.UsageError(f"{OPTION}: {error}") from None

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: Any) -> None:
        """A worker is done; what it hands on is text."""
        document = getattr(node, "workeroutput", {}).get(_OUTPUT)
        if document is not None:
            self._contract.merge(ClientContract.read(json.loads(document)))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the contract; where that cannot be done, the run goes on to its end, says so and has failed."""
        try:
            if hasattr(self._config, "workeroutput"):
                self._config.workeroutput[_OUTPUT] = json.dumps(self._contract.document())
            elif exitstatus != pytest.ExitCode.OK:
                self._told = [f"{self._path}: not written, since not all tests passed"]
            else:
                self._told = self._contract.keep(self._path, self._before)
        except Exception as error:
            reason = error.strerror if isinstance(error, OSError) else None
            self._told = [f"- {self._path}: not written: {reason or repr(error)}"]
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        terminalreporter.section("client's contract")
        for line in self._told:
            color = {"+": {"green": True}, "-": {"red": True}}.get(line[:1], {})
            terminalreporter.line(line, **color)
