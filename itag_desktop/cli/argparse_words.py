"""The sentences argparse speaks to users, so that our catalogue holds them.

argparse looks its own texts up through `gettext.gettext`, in the domain chosen with `gettext.textdomain`: `main` names
ours. Here stands what Python 3.11 to 3.14 can say to a user of this parser.
"""

from itag_desktop.wording.texts import N_

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("%(heading)s:"),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("unexpected option string: %s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
)
