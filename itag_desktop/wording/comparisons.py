"""The sentence on a comparison of a bucket with a record, for the window and the command line."""

from itag_desktop.domain.comparison import ComparisonReport
from itag_desktop.wording.texts import count_text, plural, text


def comparison_text(name: str, report: ComparisonReport) -> str:
    """Return what the finished comparison of dataset `name` found."""
    if not report.objects:
        return text("Nothing of {name} is recorded as sent yet.", name=name)
    if report.is_same:
        return plural(
            "{name}: {count} recorded object is in the bucket, unchanged.",
            "{name}: all {count} recorded objects are in the bucket, unchanged.",
            report.objects,
            name=name,
        )
    return plural(
        "{name}: of {count} recorded object, {missing} missing, {different} replaced.",
        "{name}: of {count} recorded objects, {missing} missing, {different} replaced.",
        report.objects,
        name=name,
        missing=count_text(report.missing),
        different=count_text(report.different),
    )
