"""The whole site as files: each path with its bytes; the same register and day give the same bytes."""

from pilkada_outreach.adapters._look import stylesheet
from pilkada_outreach.adapters.channels.website.calendar import stages_calendar
from pilkada_outreach.adapters.channels.website.feed import materials_feed
from pilkada_outreach.adapters.channels.website.pages import PACKAGE, pages
from pilkada_outreach.adapters.channels.website.view import site_view
from pilkada_outreach.ports import DeliveryBatch


def site_files(batch: DeliveryBatch, base_url: str = "") -> dict[str, bytes]:
    """Every file of the site by its path. Raises MissingExtra without `pages` and `feeds`."""
    site = site_view(batch, base_url)
    return {
        **pages(site, "id"),
        **pages(site, "en"),
        "feed.xml": materials_feed(site, "id"),
        "en/feed.xml": materials_feed(site, "en"),
        "stages.ics": stages_calendar(site),
        "style.css": stylesheet(PACKAGE, "site.css").encode(),
    }
