"""The progress strip, in the place of the Start row while a run goes on."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from itag_desktop.domain.progress import RunSnapshot, RunState, Stage
from itag_desktop.gui.labels import StateMark, label
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.style import GAP, GROUP_GAP, MARGIN, Look, set_look, set_tone
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.quantities import percent_text, rate_text, size_text, time_left_text
from itag_desktop.wording.texts import count_text, plural, text
from itag_desktop.wording.words import stage_word, state_word

_STAGES = (Stage.CHECK, Stage.UPLOAD, Stage.VERIFY, Stage.MANIFEST)
_BAR_STEPS = 1000
_RENEW_MS = 250
_OPENS = "▸"
_SHOWS_TIME_LEFT_FROM = 0.01


def done_share(snapshot: RunSnapshot) -> float | None:
    """Return which part of the stage is done, 0 to 1, or None where that cannot be known."""
    if snapshot.stage is Stage.UPLOAD:
        total = snapshot.plan.size_bytes
        return snapshot.done_bytes / total if total else None
    return snapshot.stage_done / snapshot.stage_total if snapshot.stage_total else None


def upload_text(snapshot: RunSnapshot) -> str:
    """Return how far the upload is: files, sizes, rate, time left."""
    parts = [
        text("{done} / {total} files", done=count_text(snapshot.done), total=count_text(snapshot.plan.planned)),
        text("{done} of {total}", done=size_text(snapshot.done_bytes), total=size_text(snapshot.plan.size_bytes)),
    ]
    if snapshot.state is RunState.RUNNING and snapshot.rate > 0:
        parts.append(rate_text(snapshot.rate))
        share = done_share(snapshot) or 0.0
        if snapshot.time_left_s is not None and share >= _SHOWS_TIME_LEFT_FROM:
            parts.append(time_left_text(snapshot.time_left_s))
    return " · ".join(parts)


class ProgressStrip(QWidget):
    """Stages, bar, failures, *Pause* and *Cancel*."""

    pause_requested = Signal()
    resume_requested = Signal()
    cancel_requested = Signal()
    failures_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks = {stage: StateMark(theme) for stage in _STAGES}
        self.detail_label = label("", Look.SECONDARY)
        self.bar = QProgressBar()
        self.failed_link = QPushButton()
        self.pause_button = QPushButton()
        self.cancel_button = QPushButton(text("Cancel"))
        self._is_paused = False
        self._shown: tuple[RunState, Stage] | None = None
        self._since_shown = QElapsedTimer()
        self._since_begun = QElapsedTimer()
        self._build()

    def _build(self) -> None:
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text("Progress"))
        self.bar.setRange(0, _BAR_STEPS)
        set_look(self.failed_link, Look.LINK)
        self.failed_link.setObjectName("failed_link")
        self.failed_link.clicked.connect(self.failures_requested)
        self.pause_button.setObjectName("pause_button")
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.cancel_button.setObjectName("cancel_button")
        self.cancel_button.clicked.connect(self.cancel_requested)
        for button in (self.pause_button, self.cancel_button):
            button.installEventFilter(self)
        stages = QHBoxLayout()
        stages.setSpacing(GROUP_GAP)
        for stage in _STAGES:
            stages.addWidget(self._marks[stage])
            if stage is Stage.UPLOAD:
                stages.addWidget(self.detail_label)
        stages.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        acts.addWidget(self.bar, 1)
        for button in (self.failed_link, self.pause_button, self.cancel_button):
            acts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(4)
        column.addLayout(stages)
        column.addLayout(acts)

    def begin(self) -> None:
        """Show a run that has said nothing yet."""
        self._shown = None
        self._since_begun.start()
        for stage in _STAGES:
            self._marks[stage].say("circle-dashed", Tone.PLAIN, stage_word(stage))
        self.detail_label.setText("")
        self.failed_link.hide()
        self.bar.setRange(0, 0)
        self._show_pause(RunState.RUNNING)

    def eventFilter(self, _button: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Swallow the rest of a double click on *Create dataset*: the buttons here come up below the same mouse."""
        is_press = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        return is_press and not self._since_begun.hasExpired(QApplication.doubleClickInterval())

    def show_snapshot(self, snapshot: RunSnapshot, *, waits_for: str | None = None) -> None:
        """Show a run at a moment; numbers change at most four times a second, states at once.

        `waits_for` names the dataset whose run must end before this one begins.
        """
        changed = (snapshot.state, snapshot.stage) != self._shown
        if not changed and self._since_shown.isValid() and self._since_shown.elapsed() < _RENEW_MS:
            return
        self._since_shown.start()
        self._shown = (snapshot.state, snapshot.stage)
        if changed:
            self._show_stages(snapshot)
            self._show_pause(snapshot.state)
        self._show_bar(snapshot)
        self.detail_label.setText(self._detail(snapshot, waits_for))
        failed = plural("{count} failed", "{count} failed", snapshot.failed)
        self.failed_link.setText(f"{failed} {_OPENS}")
        self.failed_link.setAccessibleName(failed)
        self.failed_link.setVisible(snapshot.failed > 0)

    def _show_stages(self, snapshot: RunSnapshot) -> None:
        now = _STAGES.index(snapshot.stage) if snapshot.stage in _STAGES else 0
        waits = snapshot.state in (RunState.PAUSED, RunState.PAUSING)
        present = ("circle-pause", Tone.AMBER) if waits else ("circle-dot", Tone.INFO)
        for number, stage in enumerate(_STAGES):
            icon, tone = ("circle-check", Tone.SUCCESS) if number < now else ("circle-dashed", Tone.PLAIN)
            if number == now:
                icon, tone = present
            self._marks[stage].say(icon, tone, stage_word(stage))
        set_tone(self.bar, Tone.AMBER if waits else Tone.PLAIN)

    def _show_bar(self, snapshot: RunSnapshot) -> None:
        share = done_share(snapshot)
        self.bar.setRange(0, 0 if share is None and snapshot.state is RunState.RUNNING else _BAR_STEPS)
        self.bar.setValue(round((share or 0.0) * _BAR_STEPS))
        self.bar.setAccessibleDescription(percent_text(share or 0.0, 1.0))

    def _detail(self, snapshot: RunSnapshot, waits_for: str | None) -> str:
        words = self._said(snapshot, waits_for)
        if snapshot.state is not RunState.PAUSED:
            return words
        return " · ".join(filter(None, (state_word(RunState.PAUSED), words)))

    def _said(self, snapshot: RunSnapshot, waits_for: str | None) -> str:
        if snapshot.state is RunState.PAUSING:
            return plural("Finishing {count} file…", "Finishing {count} files…", snapshot.in_flight)
        if snapshot.state is RunState.CANCELLING:
            return text("Stopping…")
        if snapshot.state is RunState.WAITING:
            return text("Waiting") if waits_for is None else text("Starts after '{name}'", name=waits_for)
        return upload_text(snapshot) if snapshot.stage is Stage.UPLOAD and snapshot.plan.planned else ""

    def _show_pause(self, state: RunState) -> None:
        self._is_paused = state in (RunState.PAUSED, RunState.PAUSING)
        self.pause_button.setText(text("Resume") if self._is_paused else text("Pause"))
        self._theme.dress(self.pause_button, "play" if self._is_paused else "pause")
        self.pause_button.setEnabled(state in (RunState.RUNNING, RunState.PAUSED, RunState.PAUSING))
        self.cancel_button.setEnabled(state is not RunState.CANCELLING)

    def _on_pause_clicked(self) -> None:
        if self._is_paused:
            self.resume_requested.emit()
        else:
            self.pause_requested.emit()
