"""What a zip's table of contents may say, and whether its files lie where it says."""

import re
import stat
import struct
from collections.abc import Iterator
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.archive import layout
from pilkada_outreach.exchange.archive import problems as found
from pilkada_outreach.exchange.archive.evidence import same_file
from pilkada_outreach.problems import Problem

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_OF_FAMILY = re.compile(r"records/[a-z][a-z-]{0,60}\.jsonl\Z|tables/[a-z][a-z-]{0,60}\.csv\Z")


def opened_zip(file: BinaryIO, name: str) -> ZipFile:
    """A zip whose table of contents is of a bearable size. Raises ValidationFailed."""
    try:
        members, size = _announced(file)
        if members > layout.MOST_MEMBERS or size > layout.LARGEST_DIRECTORY:
            raise ValidationFailed(
                (found.TOO_MANY.at(name, value=members, limit=layout.MOST_MEMBERS),)
            )
        return ZipFile(file)
    except ValidationFailed:
        raise
    except layout.BROKEN as error:
        raise unreadable(name, error) from error


def unreadable(name: str, error: Exception) -> ValidationFailed:
    """The refusal of a file that is no zip, or none that can be read."""
    return ValidationFailed((found.UNREADABLE.at(name, file=name, reason=str(error)),))


def contents_problems(archive: ZipFile) -> list[Problem]:
    """Everything that an archive's table of contents may not say."""
    infos = archive.infolist()
    problems = [problem for info in infos for problem in _member_problems(info)]
    problems.extend(_twice(infos))
    whole = sum(info.file_size for info in infos)
    if whole > layout.LARGEST_WHOLE:
        problems.append(_too_large("archive", whole, layout.LARGEST_WHOLE))
    return problems or list(_misplaced(archive, infos))


def _announced(file: BinaryIO) -> tuple[int, int]:
    """How many members the end of a zip announces, and the bytes of its table of contents."""
    end = file.seek(0, 2) - _END.size
    file.seek(max(end, 0))
    signature, _, _, _, members, size, _, comment = _END.unpack(file.read(_END.size))
    if signature != b"PK\x05\x06" or comment:
        raise struct.error("it does not end as a zip ends")
    if end >= _LOCATOR_64.size:
        file.seek(end - _LOCATOR_64.size)
        signature, _, place, _ = _LOCATOR_64.unpack(file.read(_LOCATOR_64.size))
        if signature == b"PK\x06\x07":
            file.seek(min(place, end))
            values = _END_64.unpack(file.read(_END_64.size))
            return values[7], values[8]
    return members, size


def _member_problems(info: ZipInfo) -> Iterator[Problem]:
    name = info.orig_filename
    if name != info.filename or not _is_known(name):
        yield found.MEMBER_NAME.at(name, value=name)
    if info.flag_bits & _ENCRYPTED:
        yield _no_file(name, "encrypted", "terenkripsi")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield _no_file(name, "packed in an uncommon way", "dikemas dengan cara yang tidak lazim")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        yield _no_file(name, "a link or folder", "tautan atau map")
    limit = info.compress_size * layout.HIGHEST_RATIO + 1024
    if info.compress_type == ZIP_STORED:
        limit = info.compress_size
    if info.file_size > limit:
        yield _too_large(name, info.file_size, limit)


def _is_known(name: str) -> bool:
    if not layout.is_plain_path(name):
        return False
    return (
        name in layout.always_there()
        or name == layout.MANIFEST
        or name.startswith(layout.EVIDENCE)
        or _OF_FAMILY.match(name) is not None
    )


def _no_file(name: str, what_en: str, what_id: str) -> Problem:
    return found.MEMBER_KIND.at(name, value=name, what_en=what_en, what_id=what_id)


def _too_large(name: str, size: int, limit: int) -> Problem:
    return found.MEMBER_SIZE.at(name, value=name, size=size, limit=limit)


def _twice(infos: list[ZipInfo]) -> Iterator[Problem]:
    seen: set[str] = set()
    for info in infos:
        name = same_file(info.filename)
        if name in seen:
            yield found.MEMBER_TWICE.at(info.filename, value=info.filename)
        seen.add(name)


def _misplaced(archive: ZipFile, infos: list[ZipInfo]) -> Iterator[Problem]:
    """Members that do not lie one behind the other, from the first byte on, under the names listed."""
    file = cast(BinaryIO, archive.fp)
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        begins = _data_begins(file, info)
        first = ends == 0 and info.header_offset > 0
        if begins is None or first or info.header_offset < ends:
            yield found.MEMBER_PLACE.at(info.filename, value=info.filename)
            return
        ends = begins + info.compress_size
    if ends > archive.start_dir:
        yield found.MEMBER_PLACE.at("archive", value="manifest.json")


def _data_begins(file: BinaryIO, info: ZipInfo) -> int | None:
    """Where a member's bytes begin; None when the header in front of them says something else."""
    file.seek(info.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        return None
    signature, _, flags, method, *_, length, extra = _LOCAL.unpack(header)
    coding = "utf-8" if flags & _UTF8 else "cp437"
    if (
        signature != b"PK\x03\x04"
        or flags != info.flag_bits
        or method != info.compress_type
        or file.read(length) != info.orig_filename.encode(coding, errors="replace")
    ):
        return None
    return info.header_offset + _LOCAL.size + int(length) + int(extra)
