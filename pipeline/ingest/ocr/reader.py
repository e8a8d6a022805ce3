"""Pages that are pictures → words, through Tesseract where it is installed."""

from __future__ import annotations

import io
import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from pipeline.ingest.layout.arrange import layout
from pipeline.ingest.layout.printed import PageChars
from pipeline.ingest.ocr.image import is_photograph, rules_drawn, skew_of, straightened
from pipeline.ingest.ocr.words import (
    Seen,
    confidence_of,
    is_stroke,
    letters_of,
    printed_words,
    run_sideways,
    seen_in,
    without_noise,
)
from pipeline.ingest.source import Source
from pipeline.model import Box, Document, Run
from pipeline.problems import Problem, Unreadable

INSTALL = (
    "Install it (apt-get install tesseract-ocr) and run again, or put an edition with a text layer here."
)
_RESOLUTION = 300  # dots per inch pages are rendered at
_LARGEST_SIDE = 5000  # pixels
_MOST_PAGES = 400  # recognised of one report
_SECONDS = 120  # for one page
_DOUBTFUL = 70.0  # confidence below which a page is said to be so
_TURNED = 55.0  # confidence below which another orientation is tried
_A4_WIDTH = 595.0  # points


@dataclass
class Recogniser:
    """Recognises pages of one file when asked; keeps what went wrong and how pages were straightened."""

    path: Path
    file: str
    problems: list[Problem] = field(default_factory=list)
    skews: dict[int, tuple[float, float, float]] = field(default_factory=dict)  # page → angle and centre

    def __call__(self, pages: tuple[int, ...]) -> Mapping[int, PageChars]:
        """What stands on these pages of the PDF; pages that could not be recognised are missing."""
        if shutil.which("tesseract") is None:
            self.problems.extend(_not_installed(self.file, page) for page in pages)
            return {}
        self.problems.extend(self._left(page) for page in pages[_MOST_PAGES:])
        found: dict[int, PageChars] = {}
        try:
            opened = pypdfium2.PdfDocument(self.path)
        except pypdfium2.PdfiumError as error:
            self.problems.extend(_failed(self.file, page, error) for page in pages[:_MOST_PAGES])
            return {}
        with closing(opened) as document:
            for number in pages[:_MOST_PAGES]:
                try:
                    image, scale = _rendered(document, number)
                except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
                    self.problems.append(_failed(self.file, number, error))
                    continue
                made = self.page(image, scale, number)
                if made is not None:
                    found[number] = made
        return found

    def page(self, image: Image.Image, scale: float, number: int) -> PageChars | None:
        """One page recognised; `scale` is pixels per point. None where it failed, which is noted."""
        try:
            words, straight, skew = _recognised(image.convert("L"))
        except (subprocess.SubprocessError, OSError) as error:
            self.problems.append(_failed(self.file, number, error))
            return None
        width, height = straight.width / scale, straight.height / scale
        if abs(skew) >= 0.05:
            self.skews[number] = (skew, width / 2, height / 2)
        if not words:
            self.problems.append(_nothing(self.file, number))
        elif confidence_of(words) < _DOUBTFUL:
            self.problems.append(_doubtful(self.file, number, confidence_of(words)))
        rules = rules_drawn(straight, scale)
        words = tuple(word for word in words if not is_stroke(word, rules, scale))
        printed = printed_words(words, np.asarray(straight), scale, number)
        letters = sum(len(word.text) for word in printed)
        return PageChars(number, width, height, printed, rules, characters=letters, source="ocr")

    def placed(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """Runs with the boxes of straightened pages turned back to where the words stand on the scan."""
        return tuple(
            run._replace(box=_turned_back(run.box, *self.skews[run.page])) if run.page in self.skews else run
            for run in runs
        )

    def _left(self, page: int) -> Problem:
        return Problem(
            "ingest",
            "error",
            f"{self.file}, page {page}: a scan beyond the first {_MOST_PAGES}; left unread.",
            "Split the file, or recognise its text beforehand (ocrmypdf does).",
            page,
        )


def read_image(source: Source) -> Document:
    """The document of a scan saved as an image, a page each frame.

    Raises Unreadable where it is damaged, Tesseract is not installed, or nothing can be recognised.
    """
    recogniser = Recogniser(Path(source.file), source.file)
    if shutil.which("tesseract") is None:
        raise Unreadable(
            f"{source.file}: an image; its text needs Tesseract, which is not installed.", INSTALL
        )
    pages = [
        page
        for number, (image, scale) in enumerate(_frames(source), start=1)
        if (page := recogniser.page(image, scale, number)) is not None
    ]
    laid = layout(pages, ())
    if not laid.canon.blocks:
        raise Unreadable(
            f"{source.file}: no text could be recognised in this image.",
            "Put the report itself here as PDF or DOCX.",
        )
    canon = replace(laid.canon, runs=recogniser.placed(laid.canon.runs))
    media = "image/tiff" if source.data[:2] in {b"II", b"MM"} else "image/png"
    media = "image/jpeg" if source.data.startswith(b"\xff\xd8") else media
    return source.document(media, canon, pages=laid.pages, problems=(*laid.problems, *recogniser.problems))


def _frames(source: Source) -> Iterator[tuple[Image.Image, float]]:
    """The pages of an image file, upright, with their pixels per point."""
    try:
        with Image.open(io.BytesIO(source.data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= _MOST_PAGES:
                    return
                dots = float((frame.info.get("dpi") or (0, 0))[0])
                upright = ImageOps.exif_transpose(frame).convert("L")
                points = upright.width * 72 / dots if 50 <= dots <= 1300 else _A4_WIDTH
                wanted = _scale(points, points * upright.height / upright.width)
                if upright.width < 0.7 * wanted * points or max(upright.size) > _LARGEST_SIDE:
                    size = (
                        max(1, round(wanted * points)),
                        max(1, round(wanted * points * upright.height / upright.width)),
                    )
                    upright = upright.resize(size, Image.Resampling.LANCZOS)
                yield upright, upright.width / points
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Unreadable(
            f"{source.file}: the image is damaged or too large.",
            "Save it again as PNG, or put the report's PDF here.",
        ) from error


def _rendered(document: pypdfium2.PdfDocument, number: int) -> tuple[Image.Image, float]:
    """A page as pixels, and how many of them make a point."""
    page = document[number - 1]
    try:
        scale = _scale(*page.get_size())
        if is_photograph(page.render(scale=min(0.5, scale), grayscale=True).to_pil()):
            scale /= 2  # large letters at most; a quarter of the time
        return page.render(scale=scale, grayscale=True).to_pil(), scale
    finally:
        page.close()


def _scale(width: float, height: float) -> float:
    """Pixels per point to look at a page with: 300 dots per inch, less on posters."""
    return min(_RESOLUTION / 72, _LARGEST_SIDE / max(width, height, 1.0))


def _recognised(image: Image.Image) -> tuple[tuple[Seen, ...], Image.Image, float]:
    """The words of a page, the page as straightened for them, and the degrees it lay askew."""
    skew = skew_of(image)
    straight = straightened(image, skew)
    words = _tesseract(straight)
    sideways = run_sideways(words)
    if (confidence_of(words) >= _TURNED and not sideways) or (len(words) < 5 and is_photograph(image)):
        return words, straight, skew
    quarter = _orientation(image)
    if quarter:
        turned = image.rotate(-quarter, expand=True)
        again = skew_of(turned)
        straight_again = straightened(turned, again)
        words_again = _tesseract(straight_again)
        if sideways or confidence_of(words_again) > confidence_of(words):
            return words_again, straight_again, 0.0
    return words, straight, skew


def _tesseract(image: Image.Image) -> tuple[Seen, ...]:
    """The words of a page; where a line is mere noise, of a second look that takes the page as one column.

    Numbers before paragraphs, taken for a column of turned text, come out so.
    """
    words = seen_in(_run(image, "--psm", "3", "-l", "eng", "tsv"))
    sure = without_noise(words)
    if len(sure) == len(words):
        return words
    again = without_noise(seen_in(_run(image, "--psm", "4", "-l", "eng", "tsv")))
    return again if letters_of(again) >= letters_of(sure) else sure


def _orientation(image: Image.Image) -> int:
    """Degrees (90, 180, 270) a page must be turned clockwise to stand upright; 0 where nothing tells."""
    try:
        said = _run(image, "--psm", "0", "-l", "osd")
    except subprocess.CalledProcessError:
        return 0  # too few characters to tell
    found = re.search(r"Rotate: (\d+)", said)
    return int(found.group(1)) % 360 if found else 0


def _run(image: Image.Image, *options: str) -> str:
    """What Tesseract says of an image. One thread: the same image gives the same words."""
    data = io.BytesIO()
    image.save(data, "PPM")
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "--dpi", str(_RESOLUTION), *options],
        input=data.getvalue(),
        capture_output=True,
        check=True,
        timeout=_SECONDS,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", errors="replace")


def _turned_back(box: Box, skew: float, x: float, y: float) -> Box:
    """A box of the straightened page where its middle stands on the page as scanned."""
    angle = math.radians(skew)
    across, down = (box.x0 + box.x1) / 2 - x, (box.top + box.bottom) / 2 - y
    middle_x = x + across * math.cos(angle) - down * math.sin(angle)
    middle_y = y + across * math.sin(angle) + down * math.cos(angle)
    half_x, half_y = (box.x1 - box.x0) / 2, (box.bottom - box.top) / 2
    return Box(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)


def _not_installed(file: str, page: int) -> Problem:
    said = f"{file}, page {page}: a picture without a text layer; Tesseract is not installed."
    return Problem("ingest", "error", said, INSTALL, page)


def _failed(file: str, page: int, error: Exception) -> Problem:
    reason = "it cannot be drawn"
    if isinstance(error, subprocess.SubprocessError | OSError):
        slow = isinstance(error, subprocess.TimeoutExpired)
        reason = "recognition took too long" if slow else "Tesseract failed on it"
    said = f"{file}, page {page}: a picture without a text layer; {reason}."
    return Problem(
        "ingest", "error", said, "Look at the page by hand, or recognise its text beforehand.", page
    )


def _nothing(file: str, page: int) -> Problem:
    said = f"{file}, page {page}: a picture in which no text was recognised."
    return Problem("ingest", "warning", said, "Look at the page: a photograph is nothing to read.", page)


def _doubtful(file: str, page: int, confidence: float) -> Problem:
    said = f"{file}, page {page}: recognised from a picture, doubtfully ({confidence:.0f} of 100)."
    return Problem("ingest", "warning", said, "Hold the rows of this page against the scan.", page)
