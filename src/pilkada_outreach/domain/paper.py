"""Papers that records point to, and tasks that are written down in them."""

import re
from datetime import date

from pilkada_outreach._record import record
from pilkada_outreach.domain.values import PartnerId, Words
from pilkada_outreach.problems import Problem, ProblemKind

SHA256_FORM = ProblemKind(
    code="document.sha256",
    en="{value} is no SHA-256 fingerprint.",
    id="{value} bukan sidik SHA-256.",
    mend_en="Write 64 hexadecimal digits in lower case, as sha256sum prints them.",
    mend_id="Tulis 64 angka heksadesimal huruf kecil, seperti keluaran sha256sum.",
)

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def fingerprint_has_its_form(sha256: str) -> Problem | None:
    """A fingerprint can be compared only when it is written in one way."""
    if sha256 and _SHA256.match(sha256) is None:
        return SHA256_FORM.at("sha256", value=sha256)
    return None


@record(fingerprint_has_its_form)
class Document:
    """A paper that is kept elsewhere: minutes, a decree, a letter (dokumen, berita acara, notula)."""

    title: Words
    number: str = ""
    """`644/PL.02.2-Pu/7308/2024`."""
    on: date | None = None
    """The day it was signed or made."""
    url: str = ""
    file_name: str = ""
    sha256: str = ""
    """Of the exact bytes of the file, in hexadecimal."""


@record()
class Task:
    """Something that somebody took on (tindak lanjut, rencana kerja)."""

    what: Words
    owner: PartnerId
    """The commission or partner that does it."""
    due: date | None = None
    done_on: date | None = None

    def is_open(self, on: date) -> bool:
        """Whether it is still to be done on a day."""
        return self.done_on is None or on < self.done_on

    def is_late(self, on: date) -> bool:
        """Whether it is open on a day that lies after its last one."""
        return self.due is not None and self.due < on and self.is_open(on)
