"""What is different between two bodies of a template, said in words."""

from heft_platform.library.differences.comparing import Difference, by_part, differences

__all__ = ["Difference", "by_part", "differences"]
