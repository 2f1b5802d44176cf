"""Annotations from W3C Web Annotation JSON-LD (Web Annotation Data Model, 2017).

Understood: an array of annotations, an AnnotationCollection or AnnotationPage, a single
annotation; TextQuoteSelector and TextPositionSelector (alone, together, refined by each other);
the motivations highlighting, commenting, describing, questioning, editing, classifying, tagging
and replying; embedded TextualBody. Positions count code points of `Document.text`. Not
understood: bodies and targets that must be fetched; the network is never touched.

Own terms, beside the standard's: `review:scope` ("section", "document"), `review:kind`,
`review:severity`, `review:resolved`, `review:disposition`, `review:reason`, `review:ruling`, on the
annotation or its target.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from reviewer.errors import AnnotationSourceError, reason
from reviewer.importers.given import Given
from reviewer.model.categories import QUESTION
from reviewer.model.records import Disposition, Kind, Ruling, Scope, Severity

MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read."""

E = TypeVar("E", Kind, Severity, Disposition)
Json = Mapping[str, object]

_KIND_OF_MOTIVATION: Final = {
    "highlighting": Kind.HIGHLIGHT,
    "bookmarking": Kind.HIGHLIGHT,
    "tagging": Kind.HIGHLIGHT,
    "classifying": Kind.HIGHLIGHT,
}
_TEXT_PURPOSES: Final = (
    "",
    "commenting",
    "describing",
    "questioning",
    "replying",
    "assessing",
)


def read(path: Path) -> list[Given]:
    """Read the annotations of a JSON-LD file.

    Raises AnnotationSourceError, with a sentence that names the file, where it is missing, too
    large, not JSON, or holds something that is no annotation.
    """
    return understood(_items(path), path)


def understood(items: Iterable[object], path: Path) -> list[Given]:
    """Read annotations that stand in another file; `path` is what an error calls it."""
    return [_given(item, path, place) for place, item in enumerate(items, 1)]


def _items(path: Path) -> list[object]:
    value = _load(path)
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        first = value.get("first")
        page = first if isinstance(first, dict) else value
        for name in ("items", "@graph"):
            items = page.get(name)
            if isinstance(items, list):
                return items
        if "target" in value or "motivation" in value:
            return [value]
        if value.get("total") == 0:
            return []
    raise AnnotationSourceError(
        f"“{path.name}”里没有批注：应是 W3C 网络批注的数组或 AnnotationCollection，请检查文件。"
    )


def _load(path: Path) -> object:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise AnnotationSourceError(
                f"“{path.name}”有 {size // 1024 // 1024} MB，超过了批注文件 64 MB 的上限，请拆分后再导入。"
            )
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise AnnotationSourceError(f"找不到批注文件“{path}”，请检查路径。") from None
    except OSError as error:
        raise AnnotationSourceError(
            f"无法读取批注文件“{path.name}”（{reason(error)}），请检查文件和权限。"
        ) from error
    except UnicodeDecodeError:
        raise AnnotationSourceError(
            f"“{path.name}”不是 UTF-8 编码的 JSON 文件，请用 UTF-8 重新保存。"
        ) from None
    except json.JSONDecodeError as error:
        raise AnnotationSourceError(
            f"“{path.name}”第 {error.lineno} 行第 {error.colno} 列不符合 JSON 格式，请检查文件是否完整。"
        ) from None
    except (RecursionError, ValueError):
        raise AnnotationSourceError(
            f"“{path.name}”的 JSON 嵌套过深或数字过大，无法读取，请检查文件来源。"
        ) from None


def _given(item: object, path: Path, place: int) -> Given:
    if not isinstance(item, dict):
        raise AnnotationSourceError(
            f"“{path.name}”的第 {place} 条不是批注（应是 JSON 对象），请改正后再导入。"
        )
    motivations = [_local(m) for m in _strings(item.get("motivation"))]
    targets = [t if isinstance(t, dict) else {"id": t} for t in _listed(item.get("target"))]
    target: Json = targets[0] if targets else {}
    selectors = list(_selectors(target.get("selector")))
    bodies = list(_bodies(item))
    quote, prefix, suffix = _quote(selectors)
    start, end = _position(selectors, path, place)
    created = _time(item.get("created"))
    extras = [item, target, *selectors]
    resolved = _extra(extras, "resolved")
    reply = "replying" in motivations
    edit = _replacement(bodies, motivations)
    return Given(
        external_id=_text(item.get("id") or item.get("@id")),
        kind=_kind(extras, motivations, edit, _is_point(quote, start, end)),
        scope=_scope(extras, selectors),
        start=start,
        end=end,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        body="\n".join(v for purpose, v in bodies if purpose in _TEXT_PURPOSES and v),
        suggestion=edit or "",
        reason=_text(_extra(extras, "reason")),
        ruling=_ruling(_extra(extras, "ruling")),
        category=_category(extras, bodies, motivations),
        tags=frozenset(v.strip() for p, v in bodies if p == "tagging" and v.strip()),
        severity=_enum(Severity, _extra(extras, "severity"), Severity.NORMAL),
        resolved=resolved is True or resolved == "true",
        disposition=_enum(Disposition, _extra(extras, "disposition"), Disposition.PENDING),
        creator=_creator(item.get("creator")),
        organisation=_text(_extra(extras, "organisation")),
        created=created,
        modified=_time(item.get("modified")) or created,
        parent=_text(target.get("id") or target.get("source")) if reply else "",
    )


def _selectors(value: object) -> Iterator[Json]:
    """Yield the selectors, the refining ones after those they refine."""
    for outermost in _listed(value):
        selector = outermost
        while isinstance(selector, dict):
            yield selector
            selector = selector.get("refinedBy")


def _quote(selectors: list[Json]) -> tuple[str | None, str, str]:
    for selector in selectors:
        if _local(_text(selector.get("type"))) == "TextQuoteSelector":
            exact = _text(selector.get("exact"))
            return exact, _text(selector.get("prefix")), _text(selector.get("suffix"))
    return None, "", ""


def _position(selectors: list[Json], path: Path, place: int) -> tuple[int | None, int | None]:
    for selector in selectors:
        if _local(_text(selector.get("type"))) != "TextPositionSelector":
            continue
        start, end = selector.get("start"), selector.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
            return start, end
        raise AnnotationSourceError(
            f"“{path.name}”的第 {place} 条批注的位置（start、end）不是先小后大的非负整数，请改正后再导入。"
        )
    return None, None


def _is_point(quote: str | None, start: int | None, end: int | None) -> bool:
    if quote is not None:
        return quote == ""
    return start is not None and start == end


def _bodies(item: Json) -> Iterator[tuple[str, str]]:
    """Yield purpose and text of each embedded body."""
    plain = item.get("bodyValue")
    if isinstance(plain, str):
        yield "", _text(plain)
    for body in _listed(item.get("body")):
        if isinstance(body, str):
            yield "", _text(body)
        elif isinstance(body, dict):
            value = body.get("value", body.get("rdf:value"))
            if isinstance(value, str):
                purposes = _strings(body.get("purpose")) or [""]
                yield _local(purposes[0]), _text(value)


def _replacement(bodies: list[tuple[str, str]], motivations: list[str]) -> str | None:
    """Return the suggested wording: None where nothing is edited, empty for a deletion."""
    for purpose, value in bodies:
        if purpose == "editing":
            return value
    return "" if "editing" in motivations else None


def _kind(extras: list[Json], motivations: list[str], edit: str | None, point: bool) -> Kind:
    own = _extra(extras, "kind")
    if isinstance(own, str) and own in set(Kind):
        return Kind(own)
    if edit is not None:
        if point:
            return Kind.INSERT
        return Kind.REPLACE if edit else Kind.DELETE
    kinds = [_KIND_OF_MOTIVATION.get(motivation) for motivation in motivations]
    if kinds and all(kinds):
        return Kind.HIGHLIGHT
    return Kind.COMMENT


def _scope(extras: list[Json], selectors: list[Json]) -> Scope:
    own = _extra(extras, "scope")
    if own == "section":
        return Scope.SECTION
    if own == "document" or not selectors:
        return Scope.DOCUMENT
    return Scope.RANGE


def _category(extras: list[Json], bodies: list[tuple[str, str]], motivations: list[str]) -> str:
    own = _extra(extras, "category")
    if isinstance(own, str):
        return _text(own)
    for purpose, value in bodies:
        if purpose == "classifying":
            return value.strip()
    asks = "questioning" in motivations or any(p == "questioning" for p, _ in bodies)
    return QUESTION if asks else ""


def _ruling(value: object) -> Ruling | None:
    if not isinstance(value, dict):
        return None
    reason, by, wording = (_text(value.get(f"review:{n}")) for n in ("reason", "by", "wording"))
    return Ruling(reason, by.strip(), _time(value.get("review:at")), wording)


def _extra(places: list[Json], name: str) -> object:
    for place in places:
        if f"review:{name}" in place:
            return place[f"review:{name}"]
    return None


def _enum(kind: type[E], value: object, default: E) -> E:
    return kind(value) if isinstance(value, str) and value in set(kind) else default


def _creator(value: object) -> str:
    for creator in _listed(value):
        if isinstance(creator, dict):
            name = creator.get("name") or creator.get("nickname") or creator.get("id")
            if isinstance(name, str):
                return _text(name).strip()
        elif isinstance(creator, str):
            return _text(creator).strip()
    return ""


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _strings(value: object) -> list[str]:
    return [item for item in _listed(value) if isinstance(item, str)]


def _local(name: str) -> str:
    """The name without a namespace: oa:highlighting and …/oa#highlighting are highlighting."""
    return name.replace("#", ":").replace("/", ":").rsplit(":", 1)[-1]


def _text(value: object) -> str:
    """A string that can be stored: lone surrogates and NUL become U+FFFD."""
    if not isinstance(value, str):
        return ""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
