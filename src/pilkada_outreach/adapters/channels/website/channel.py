"""The channel itself: builds the whole site anew, switches it in, and says where each material stands."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pilkada_outreach.adapters.channels.website.output import replace_folder
from pilkada_outreach.adapters.channels.website.published import CHANNEL, slug
from pilkada_outreach.adapters.channels.website.site import site_files
from pilkada_outreach.domain.publication import Evidence, Outcome
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.plugins.contexts import ChannelContext
from pilkada_outreach.plugins.options import OptionSpec
from pilkada_outreach.plugins.specs import ChannelSpec
from pilkada_outreach.ports import DeliveryBatch, DeliveryResult
from pilkada_outreach.problems import ProblemKind
from pilkada_outreach.reporting.model import Bilingual

BASE_URL = ProblemKind(
    code="website.base-url",
    en="{value} is no address of a website.",
    id="{value} bukan alamat situs web.",
    mend_en="Write it with https://, such as https://kab-contoh.example/, or leave it out.",
    mend_id="Tulis dengan https://, misalnya https://kab-contoh.example/, atau hapus saja.",
)
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?\Z")


class WebsiteChannel:
    """Publishes on the commission's own static site (laman resmi).

    A site is a state: publishing once more gives the same pages. `folder` is where the site stands;
    `base_url` is the address at which a web server shows it, needed only for absolute links.
    """

    def __init__(self, folder: Path | str = "site", base_url: str = "") -> None:
        if base_url and _ADDRESS.match(base_url) is None:
            raise ValidationFailed((BASE_URL.at("base_url", value=base_url),))
        self.folder: Path = Path(folder)
        self.base_url: str = base_url and base_url.rstrip("/") + "/"

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        """Build the site with what was published so far and with this batch; then one result each.

        A folder that cannot be written, or that holds what this channel did not make, fails every
        delivery of the batch and leaves the site as it was.
        """
        files = site_files(batch, self.base_url)
        try:
            replace_folder(self.folder, files)
        except OSError as error:
            cause = f"the site was not written: {error.strerror or error}"
            for delivery in batch.deliveries:
                yield DeliveryResult(
                    publication=delivery.publication.id, outcome=Outcome.FAILED, cause=cause
                )
            return
        for delivery in batch.deliveries:
            page = f"materi/{slug(delivery.material)}.html"
            yield DeliveryResult(
                publication=delivery.publication.id,
                outcome=Outcome.DELIVERED,
                evidence=Evidence(
                    url=self.base_url + page,
                    sha256=sha256(files[page]).hexdigest(),
                    captured_at=batch.now,
                ),
            )


def make(context: ChannelContext) -> WebsiteChannel:
    """The channel with an office's options. Raises ValidationFailed for an address that is none."""
    return WebsiteChannel(context.options.path("folder"), context.options.text("base_url"))


WEBSITE = ChannelSpec(
    name=str(CHANNEL),
    make=make,
    idempotency="state",
    summary=Bilingual(
        id="Laman statis berisi informasi resmi: tahapan, materi, mitra, perjanjian.",
        en="A static site of official information: stages, materials, partners, agreements.",
    ),
    options=(
        OptionSpec(
            name="folder",
            kind="path",
            default="site",
            summary=Bilingual(id="Folder tempat laman ditulis.", en="Where the site is written."),
        ),
        OptionSpec(
            name="base_url",
            default="",
            summary=Bilingual(
                id="Alamat laman di web, untuk tautan lengkap.",
                en="The site's address on the web, for absolute links.",
            ),
        ),
    ),
)
