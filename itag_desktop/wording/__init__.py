"""The texts: gettext set-up and the sentence for every error and problem code."""
