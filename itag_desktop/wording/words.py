"""The words for states, stages and kinds: one word per thing, the same everywhere (docs/GLOSSARY.md)."""

from collections.abc import Mapping
from types import MappingProxyType

from itag_desktop.domain.items import FieldKind
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunState, Stage
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.wording.texts import N_, text

_STATES: Mapping[RunState, str] = MappingProxyType(
    {
        RunState.WAITING: N_("Waiting"),
        RunState.RUNNING: N_("Running"),
        RunState.PAUSING: N_("Pausing"),
        RunState.PAUSED: N_("Paused"),
        RunState.CANCELLING: N_("Cancelling"),
        RunState.FINISHED: N_("Finished"),
        RunState.FINISHED_LEFT_OUT: N_("Finished, items left out"),
        RunState.INCOMPLETE: N_("Incomplete"),
        RunState.CANCELLED: N_("Cancelled"),
        RunState.FAILED: N_("Failed"),
    }
)
_STAGES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.SCAN: N_("Scan"),
        Stage.CHECK: N_("Check"),
        Stage.UPLOAD: N_("Upload"),
        Stage.VERIFY: N_("Verify"),
        Stage.MANIFEST: N_("Manifest"),
    }
)
_PROBLEM_KINDS: Mapping[ProblemKind, str] = MappingProxyType(
    {
        ProblemKind.BLOCKER: N_("To solve"),
        ProblemKind.FAILED: N_("Failed"),
        ProblemKind.LEFT_OUT: N_("Left out"),
        ProblemKind.WARNING: N_("Warning"),
        ProblemKind.SKIPPED: N_("Skipped"),
    }
)
_TEMPLATES: Mapping[Template, str] = MappingProxyType(
    {
        Template.TEXT: N_("Text"),
        Template.IMAGE: N_("Images"),
        Template.VIDEO: N_("Videos"),
        Template.AUDIO: N_("Audio"),
        Template.CUSTOM: N_("Custom"),
    }
)
_FIELD_KINDS: Mapping[FieldKind, str] = MappingProxyType(
    {
        FieldKind.TEXT: N_("Text"),
        FieldKind.FILE: N_("Local file"),
        FieldKind.URI: N_("OSS URI"),
        FieldKind.CONSTANT: N_("Constant"),
    }
)


def state_word(state: RunState) -> str:
    """Return the word for a run's state."""
    return text(_STATES[state])


def stage_word(stage: Stage) -> str:
    """Return the word for a run's stage."""
    return text(_STAGES[stage])


def problem_word(kind: ProblemKind) -> str:
    """Return the word for a kind of problem."""
    return text(_PROBLEM_KINDS[kind])


def template_word(template: Template) -> str:
    """Return the word for a template: of media, that for files of the kind."""
    return text(_TEMPLATES[template])


def field_kind_word(kind: FieldKind) -> str:
    """Return the word for what a field holds."""
    return text(_FIELD_KINDS[kind])
