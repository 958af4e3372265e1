"""A form as a person sees it: questions found by their labels, answers kept until a button is pressed."""

import secrets
from collections.abc import Iterator
from urllib.parse import urlencode

from html_tree import Element

FIELDS = ("input", "select", "textarea")
NOT_SENT = {"submit", "button", "reset", "image", "file"}
Answer = tuple[str, str]
File = tuple[str, str, bytes]  # file name, type, content


class Form:
    """The answers of one form, beginning with what the page already holds."""

    def __init__(self, page: Element, form: Element) -> None:
        self.element = form
        self.fields = [one for one in page.every(*FIELDS) if self._is_ours(one) and one["name"]]
        self.said: dict[int, str | None] = {id(one): _held(one) for one in self.fields}
        self.files: dict[str, File] = {}

    def answer(self, field: Element, value: str) -> None:
        self.said[id(field)] = value

    def pick(self, field: Element) -> None:
        """Tick a box, or choose one of several; the others of its name let go."""
        if field["type"] == "radio":
            for other in self.fields:
                if other["name"] == field["name"]:
                    self.said[id(other)] = None
        self.said[id(field)] = field.attributes.get("value", "on")

    def let_go(self, field: Element) -> None:
        self.said[id(field)] = None

    def attach(self, field: Element, file: File) -> None:
        self.files[field["name"]] = file

    def answers(self, button: Element | None) -> list[Answer]:
        said = [(one["name"], self.said[id(one)]) for one in self.fields]
        if button is not None and button["name"]:
            said.append((button["name"], button["value"]))
        return [(name, value) for name, value in said if value is not None]

    def body(self, button: Element | None) -> tuple[bytes, str]:
        """Return what is sent, and its type."""
        if self.element["enctype"] == "multipart/form-data":
            return _in_parts(self.answers(button), self.files)
        return urlencode(self.answers(button)).encode(), "application/x-www-form-urlencoded"

    def _is_ours(self, field: Element) -> bool:
        if field.has("form"):
            return field["form"] == self.element["id"]
        return field.above("form") is self.element


def _held(field: Element) -> str | None:
    """Return what a field holds before anybody touches it, or None if it would not be sent."""
    kind = field["type"].lower()
    if field.has("disabled") or kind in NOT_SENT:
        return None
    if kind in {"radio", "checkbox"}:
        return field.attributes.get("value", "on") if field.has("checked") else None
    if field.tag == "textarea":
        return "".join(child for child in field.inside if isinstance(child, str)).removeprefix("\n")
    if field.tag == "select":
        options = list(field.every("option"))
        chosen = next((one for one in options if one.has("selected")), options[0] if options else None)
        return option_value(chosen) if chosen is not None else None
    return field["value"]


def option_value(option: Element) -> str:
    return option.attributes.get("value", option.text)


def _in_parts(answers: list[Answer], files: dict[str, File]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    body = b"".join([*_parts(edge, answers, files), f"--{edge}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={edge}"


def _parts(edge: str, answers: list[Answer], files: dict[str, File]) -> Iterator[bytes]:
    for name, value in answers:
        yield f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, (file_name, kind, content) in files.items():
        head = (
            f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {kind}'
        )
        yield f"--{edge}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
