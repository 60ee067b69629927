"""The lawful bases for keeping data, in the words of the privacy inventory (UK GDPR, article 6)."""

from typing import Final

ACCOUNT: Final = "contract: the account they asked for"
AGREED: Final = "consent, written down in the words that stood before them"
ASKED: Final = "legitimate interest: doing what they asked for"
LAW: Final = "legal obligation: showing that agreements and safeguards were kept"
SAFE: Final = "legitimate interest: keeping the hub safe and working"
