"""What the run tells of the topologies that it drew."""

import pytest

DRAWN = "generated topologies"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write how many there were, and how many of them use the field that the fewest use."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == DRAWN:
                terminalreporter.write_line(f"{name}: {value}")
