"""Why a file is not let in. Each refusal carries the words that say what to do."""

from heft_tenants.refusals import Refused


class FileRefusedError(Refused):
    """The file is not let in."""

    words = "The selected file cannot be used"


class KindNotAllowedError(FileRefusedError):
    """Only some kinds of files are let in: not SVG or HTML, which are programs."""

    words = "The selected file must be a PDF, a Word document (.docx), a PNG or a JPEG"


class EmptyFileError(FileRefusedError):
    """There is nothing in it."""

    words = "The selected file is empty"


class FileTooLargeError(FileRefusedError):
    """It is longer than we take."""

    words = "The selected file must be smaller than 25 MB"


class NotWhatItSaysError(FileRefusedError):
    """It begins otherwise than a file of the kind that its name says."""

    words = (
        "The selected file is not what its name says. Open it, save it as PDF or Word, and choose that file"
    )


class BrokenFileError(FileRefusedError):
    """It cannot be read from its beginning to its end, or holds something before, between or after what it should."""

    words = "The selected file is damaged. Open it, save it again, and choose that file"


class LockedFileError(FileRefusedError):
    """It is encrypted, so nobody can look into it."""

    words = "The selected file is protected with a password. Save it without one and choose it again"


class UnpacksTooFarError(FileRefusedError):
    """A small file that unpacks to a very large one."""

    words = "The selected document unpacks to more than we can take. Save it as PDF and choose that file"


class HoldsMoreThanWordsError(FileRefusedError):
    """It holds a program, or another file, or loads something from elsewhere."""

    words = (
        "The selected document holds a macro, a script or another file, or loads something from elsewhere."
        " Print it to PDF and choose that file"
    )


class PictureTooLargeError(FileRefusedError):
    """It has more points than we can draw anew."""

    words = (
        "The selected picture must have fewer than 25 million pixels. Make it smaller, or scan it at 300 dpi"
    )
