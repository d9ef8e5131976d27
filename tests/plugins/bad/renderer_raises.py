"""Cannot render."""

from pilkada_outreach.plugins import RendererContext, RendererSpec, hookimpl
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Renderer, Report
from tests.plugins import parts


class Sheet:
    def render(self, report: Report, lang: Language) -> bytes:
        raise ZeroDivisionError("no rows")


def make(context: RendererContext) -> Renderer:
    return Sheet()


@hookimpl
def outreach_renderers() -> tuple[RendererSpec, ...]:
    return (parts.renderer("lembar", make),)
