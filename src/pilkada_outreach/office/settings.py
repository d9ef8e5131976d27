"""The settings that an office gives to what plugins offer."""

from collections.abc import Iterable, Iterator, Mapping

from pilkada_outreach._text import meant
from pilkada_outreach.errors import PluginError, UnknownName, ValidationFailed
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.kinds import CODE_LIST, KINDS, S
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.options import Options, OptionSpec, OptionValue
from pilkada_outreach.problems import Problem, ProblemKind

OPTION_OFFER = ProblemKind(
    code="option.offer-unknown",
    en="There are options for the {value}, which no plugin offers{meant_en}.",
    id="Ada pilihan untuk {value}, yang tidak disediakan plugin mana pun{meant_id}.",
    mend_en="Correct the name, write kind and name such as 'renderer html', or install the plugin.",
    mend_id="Perbaiki namanya, tulis jenis dan nama seperti 'renderer html', atau pasang plugin-nya.",
)

Given = Mapping[str, Mapping[str, OptionValue]]
"""Options by offer: `{"renderer html": {...}}`; a channel may be named alone: `{"website": {...}}`."""
Plugins = Iterable[object] | PluginHost
"""Modules or objects used beside the installed plugins, or a host with settings of its own."""


class Settings:
    """The options of every offer, as the office gave them."""

    def __init__(self, given: Given) -> None:
        self._given = {_offer(name): dict(values) for name, values in given.items()}

    def options(self, offer: Offer[S], declared: tuple[OptionSpec, ...]) -> Options:
        """The options of an offer. Raises ValidationFailed with everything that is wrong with them."""
        options = Options.of(declared, self._given.get(str(offer), {}), offer=str(offer))
        offer.maker.keep_secret(options)
        return options

    def check(self, host: PluginHost) -> None:
        """Raise ValidationFailed with everything that is wrong with what was given.

        Options for what nobody offers are an error as well, unless a plugin is missing or broken:
        they may be meant for that one.
        """
        problems = tuple(self._problems(host))
        if problems:
            raise ValidationFailed(problems)

    def _problems(self, host: PluginHost) -> Iterator[Problem]:
        for offer, values in self._given.items():
            try:
                declared = _declared(host, offer)
            except UnknownName as unknown:
                if host.is_complete() or unknown.what == "kind":
                    nearest = meant(unknown.name, unknown.known)
                    yield OPTION_OFFER.at(f"options.{offer}", value=offer, **nearest)
                continue
            except PluginError:
                continue  # two plugins offer it; whoever uses it is told
            try:
                Options.of(declared, values, offer=offer)
            except ValidationFailed as failure:
                yield from failure.problems


def _offer(name: str) -> str:
    return name if " " in name else f"channel {name}"


_KINDS = {kind.name: kind for kind in KINDS if kind.name != CODE_LIST.name}


def _declared(host: PluginHost, offer: str) -> tuple[OptionSpec, ...]:
    kind, _, name = offer.partition(" ")
    if kind not in _KINDS:
        raise UnknownName("kind", kind, tuple(_KINDS))
    spec: object = host.find(_KINDS[kind], name).spec
    declared: tuple[OptionSpec, ...] = getattr(spec, "options", ())
    return declared
