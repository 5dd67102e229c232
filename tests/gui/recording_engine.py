"""An engine client without an engine: keeps what is sent, and says what a test tells it to."""

from itag_desktop.engine import link
from itag_desktop.gui.engine_client import EngineClient, EngineFault


class RecordingEngine(EngineClient):
    """Stands where the engine client stands; starts no process."""

    def __init__(self) -> None:
        super().__init__(["no-engine"])
        self.sent: list[link.Command] = []

    def start(self) -> None:
        """Start nothing."""

    def send(self, command: link.Command) -> None:
        """Keep `command`."""
        self.sent.append(command)

    def stop(self) -> None:
        """End nothing."""

    def say(self, event: link.Event) -> None:
        """Let the engine say `event`."""
        self.event_received.emit(event)

    def be_lost(self) -> None:
        """Die, to be started again."""
        self.was_lost.emit(EngineFault.ENDED, True)  # noqa: FBT003 - a signal takes no keywords

    def last_scan(self) -> link.ScanSources:
        """Return the last scan that was asked for."""
        return next(command for command in reversed(self.sent) if isinstance(command, link.ScanSources))

    def last_plan(self) -> link.PlanItems:
        """Return the last plan that was asked for."""
        return next(command for command in reversed(self.sent) if isinstance(command, link.PlanItems))

    def last_run(self) -> link.StartRun:
        """Return the last run that was asked for."""
        return next(command for command in reversed(self.sent) if isinstance(command, link.StartRun))

    def count(self, kind: type[link.Message]) -> int:
        """Return how many commands of `kind` were sent."""
        return sum(isinstance(command, kind) for command in self.sent)
