"""Practice in the window: the room it takes and needs, beside its mark, and the clearing of what it keeps."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from itag_desktop.engine import link
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.notice import NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.questions import Questions
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

_TOPIC = "practice"


class PracticeDesk(QObject):
    """Asks the engine what Practice keeps, and lets it be cleared after a question that names the size."""

    space_changed = Signal(str, bool)
    """What to say of the room, nothing unless Practice is chosen; and whether there is too little."""
    _answered = Signal(object)

    def __init__(
        self,
        engine: EngineClient,
        connections: Connections,
        needed_bytes: Callable[[], int],
        questions: Questions,
        notices: NoticeStack,
    ) -> None:
        """`needed_bytes` says how much the dataset being set up would send."""
        super().__init__(notices)
        self._engine = engine
        self._connections = connections
        self._needed_bytes = needed_bytes
        self._questions = questions
        self._notices = notices
        self._measured: link.PracticeMeasured | None = None
        self._is_asking = False
        engine.event_received.connect(self._on_engine_event)
        engine.became_ready.connect(self.measure)
        connections.chosen_changed.connect(self.measure)
        # Queued: a question has an event loop of its own, in which the engine's next words would be read out of turn.
        self._answered.connect(self._ask_or_tell, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def measure(self) -> None:
        """Let the engine measure what Practice keeps, where that is to be shown."""
        if self._connections.chosen.is_practice:
            self._engine.send(link.MeasurePractice())
        self.renew()

    @Slot()
    def ask_clear(self) -> None:
        """Clear the practice data, after a question; its size is measured anew first."""
        self._is_asking = True
        self._engine.send(link.MeasurePractice())

    @Slot()
    def renew(self) -> None:
        """Say what is known of the room."""
        measured = self._measured
        if not self._connections.chosen.is_practice or measured is None or measured.trouble is not None:
            self.space_changed.emit("", False)  # noqa: FBT003 - a signal takes no keywords
            return
        needed = self._needed_bytes()
        free = size_text(measured.free_bytes)
        if needed:
            words = text("{needed} needed, {free} free", needed=size_text(needed), free=free)
        else:
            words = text("{used} used, {free} free", used=size_text(measured.used_bytes), free=free)
        self.space_changed.emit(words, needed > measured.free_bytes)

    @Slot(object)
    def _on_engine_event(self, event: link.Event) -> None:
        if isinstance(event, link.PracticeMeasured):
            self._measured = event
            self.renew()
            if self._is_asking:
                self._is_asking = False
                self._answered.emit(event)
        elif isinstance(event, link.PracticeCleared):
            self._answered.emit(event)

    @Slot(object)
    def _ask_or_tell(self, event: link.PracticeMeasured | link.PracticeCleared) -> None:
        if event.trouble is not None:
            self._say(Tone.RED, sentence(event.trouble.code, event.trouble.values))
        elif isinstance(event, link.PracticeCleared):
            size = size_text(event.freed_bytes)
            self._say(Tone.SUCCESS, text("The practice data was cleared: {size} are free again.", size=size))
        elif not event.used_bytes:
            self._say(Tone.INFO, text("Practice keeps no data on this computer."))
        elif self._questions.may_clear_practice(event.used_bytes):
            self._engine.send(link.ClearPractice())

    def _say(self, tone: Tone, words: str) -> None:
        self._notices.show_notice(NoticeText(topic=_TOPIC, tone=tone, sentence=words))
