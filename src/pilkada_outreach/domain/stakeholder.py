"""Those a commission works with and speaks to."""

from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.values import Code, Id, PersonalText, Words
from pilkada_outreach.problems import Problem, ProblemKind

CLASS_MISSING = ProblemKind(
    code="stakeholder.legal-class",
    en="A medium must say what it is in law.",
    id="Media harus menyebut golongan hukumnya.",
    mend_en="Set legal_class: online-press (bound by the Press Law) or online (a site or app), print, radio, ...",
    mend_id="Isi legal_class: online-press (tunduk pada UU Pers), online (laman atau aplikasi), print, radio, ...",
    source="PKPU 9/2022 Pasal 13",
)


class StakeholderKind(StrEnum):
    """What kind of partner or audience it is."""

    MEDIA = "media"
    GOVERNMENT = "government"
    SEGMENT = "segment"
    """A group of voters (basis pemilih), by its code."""
    COMMUNITY = "community"


class MediaClass(StrEnum):
    """The legal class of a medium, not its technology (PKPU 9/2022 Pasal 13)."""

    PRINT = "print"
    RADIO = "radio"
    TELEVISION = "television"
    ONLINE_PRESS = "online-press"
    """Media massa online: internet mass media under the Press Law and journalistic ethics."""
    ONLINE = "online"
    """Media daring: sites, meeting apps, e-mail."""
    SOCIAL = "social"
    OUTDOOR = "outdoor"


def media_have_a_class(kind: StakeholderKind, legal_class: MediaClass | None) -> Problem | None:
    """A medium's duties follow from its legal class."""
    if kind is StakeholderKind.MEDIA and legal_class is None:
        return CLASS_MISSING.at("legal_class")
    return None


@record(media_have_a_class)
class Stakeholder:
    """A partner or an audience of the commission (pemangku kepentingan)."""

    family: ClassVar[str] = "stakeholder"

    id: Id
    """`media/kabar-contoh-tenggarong`, `government/64.02`, `segment/pemula`."""
    kind: StakeholderKind
    name: Words
    area: Place | None = None
    segment: Code | None = None
    """The code of the group of voters (basis pemilih) that it is or reaches."""
    legal_class: MediaClass | None = None
    domain: str = ""
    """The host name under which a medium publishes."""
    endpoint: str = ""
    """The address at which the partner's desk takes deliveries over HTTP."""
    contact_name: PersonalText = ""
    contact_phone: PersonalText = ""
