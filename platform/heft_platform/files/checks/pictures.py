"""Draw a picture anew: what comes out holds its points, and neither where it was taken nor anything hidden in it."""

import tempfile
import warnings
from typing import BinaryIO, cast

from PIL import Image, ImageOps

from heft_platform.files.checks.refusals import BrokenFileError, PictureTooLargeError

MOST_POINTS = 25_000_000  # a telephone's 24 megapixels, or A4 at 500 dpi
CANNOT_BE_READ = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, OverflowError)


def png(file: BinaryIO) -> BinaryIO:
    return _drawn_anew(file, "PNG", ("1", "L", "LA", "P", "RGB", "RGBA"))


def jpeg(file: BinaryIO) -> BinaryIO:
    return _drawn_anew(file, "JPEG", ("L", "RGB"))


def _drawn_anew(file: BinaryIO, form: str, modes: tuple[str, ...]) -> BinaryIO:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower, and is next
            picture = Image.open(file, formats=(form,))
            if picture.width * picture.height > MOST_POINTS:
                raise PictureTooLargeError
            picture.load()
        upright = ImageOps.exif_transpose(picture)
        plain = upright if upright.mode in modes else upright.convert("RGB")
    except Image.DecompressionBombError as error:
        raise PictureTooLargeError from error
    except CANNOT_BE_READ as error:
        raise BrokenFileError from error
    return _saved(plain, form)


def _saved(picture: Image.Image, form: str) -> BinaryIO:
    picture.info = {}  # comments, places, profiles
    drawn = tempfile.TemporaryFile()  # noqa: SIM115  (whoever asked for it closes it)
    picture.save(drawn, form, quality=90, exif=b"", icc_profile=None)
    return cast("BinaryIO", drawn)
